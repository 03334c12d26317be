"""Bounces in words, as mail servers write them. Every mail came back to maya@desk.example."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.desk.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: maya@desk.example

This is the mail system at host mx.desk.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<oskar@x.example>: host mail.x.example[192.0.2.7] said: 550 5.1.1 <oskar@x.example>:
    Recipient address rejected: User unknown in virtual mailbox table (in reply to
    RCPT TO command)

<ines@y.example>: connect to y.example[192.0.2.8]:25: Connection timed out
"""

EXIM = """\
Return-path: <>
X-Failed-Recipients: oskar@x.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.desk.example>
To: maya@desk.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  oskar@x.example
    host mail.x.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<oskar@x.example>:
    550 No such user here

------ This is a copy of the message, including all the headers. ------

Return-path: <maya@desk.example>
From: Maya <maya@desk.example>
To: oskar@x.example
Subject: Your payout
Message-ID: <ours@desk.example>

Hello Oskar, write to ines@y.example
"""

EXIM_DELAY = """\
Return-path: <>
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.desk.example>
To: maya@desk.example
Subject: Warning: message 1abcde-000000-00 delayed 24 hours

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.desk.example.

The message identifier is:     1abcde-000000-00
The subject of the message is: Your payout

The address to which the message has not yet been delivered is:

  oskar@x.example
    Delay reason: Connection refused

No action is required on your part.
"""

QMAIL = """\
Return-Path: <>
From: MAILER-DAEMON@mx.y.example
To: maya@desk.example
Subject: failure notice

Hi. This is the qmail-send program at mx.y.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<oskar@x.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <maya@desk.example>
Received: (qmail 12345 invoked by uid 1.2.3); 2 Feb 2024
Message-ID:
 <ours@desk.example>
From: maya@desk.example

Hello
"""

YAHOO = """\
From: MAILER-DAEMON@yahoo.com
To: maya@desk.example
Subject: Failure Notice

Sorry, we were unable to deliver your message to the following address.

<oskar@x.example>:
Remote host said: 552 5.2.2 <oskar@x.example>: mailbox over quota [RCPT_TO]

--- Below this line is a copy of the message.

Message-ID: <ours@desk.example>
"""

SENDMAIL = """\
Return-Path: <MAILER-DAEMON>
From: Mail Delivery Subsystem <MAILER-DAEMON@mx.y.example>
To: maya@desk.example
Subject: Returned mail: see transcript for details

The original message was received at Fri, 2 Feb 2024 09:00:00 GMT
from mx.desk.example [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<oskar@x.example>
    (reason: 550 5.1.2 Host unknown)

   ----- Transcript of session follows -----
550 5.1.2 <oskar@x.example>... Host unknown (Name server: x.example: host not found)
"""

EXCHANGE_2003 = """\
From: System Administrator <postmaster@x.example>
To: maya@desk.example
Subject: Undeliverable: Your payout

Your message did not reach some or all of the intended recipients.

      Subject:\tYour payout
      Sent:\t2/2/2004 10:12 AM

The following recipient(s) could not be reached:

      oskar@x.example on 2/2/2004 10:12 AM
            The e-mail account does not exist at the organization this message was sent to.
            Check the e-mail address, or contact the recipient directly to find out the
            correct address.
            <mail.x.example #5.1.1>
"""

EXCHANGE_ONLINE = """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>
To: maya@desk.example
In-Reply-To: <ours@desk.example>
Subject: Undeliverable: Your payout

Delivery has failed to these recipients or groups:

Oskar (oskar@x.example)<mailto:oskar@x.example>
The email address you entered couldn't be found. Please check the recipient's email address.

Diagnostic information for administrators:

Generating server: AM0PR01MB0001.eurprd01.prod.outlook.example

oskar@x.example
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP'
"""

GMAIL = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: maya@desk.example
References: <ours@desk.example>
Subject: Delivery Status Notification (Failure)

** Address not found **

Your message wasn’t delivered to oskar@x.example because the address couldn’t be found, or is
unable to receive mail.

The response from the remote server was:
550 5.1.1 The email account that you tried to reach does not exist.
"""

GMAIL_OLD = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: maya@desk.example
X-Failed-Recipients: oskar@x.example
Subject: Delivery Status Notification (Failure)

Delivery to the following recipient failed permanently:

     oskar@x.example

Technical details of permanent failure:
The error that the other server returned was: 554 delivery error: no such mailbox

----- Original message -----

Message-ID: <ours@desk.example>
Subject: Your payout
"""

GMAIL_DELAY = """\
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: maya@desk.example
Subject: Delivery Status Notification (Delay)

** Delivery incomplete **

There was a temporary problem delivering your message to oskar@x.example. Gmail will retry for
46 more hours. You'll be notified if the delivery fails permanently.
"""
