// Everything a page of the desk may use. The import map knows where each name lies.
import "htmx";
import "ui/auto-dismiss";
import "ui/command-palette";
import "ui/copy-text";
import "ui/dialogs";
import "ui/hot-keys";
import "ui/live-updates";
import "ui/look-switch";
import "ui/mail-frame";
import "ui/quiet-refresh";
import "ui/relative-time";
import "ui/request-faults";
