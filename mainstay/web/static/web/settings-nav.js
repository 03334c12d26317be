// On a phone the navigation of the settings is a line to swipe: begin it where one is.
const place = document.querySelector(".settings__nav [aria-current]");
place?.scrollIntoView({ inline: "nearest", block: "nearest" });
