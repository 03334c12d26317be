"""Stories happen: every turn at its time, through the doors that people and mail use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from mainstay.channels import actions as channels
from mainstay.channels import intake, kinds
from mainstay.channels.email.compose import Letter, compose
from mainstay.channels.email.inbound import Address, Attachment
from mainstay.channels.models import Outbound
from mainstay.conversations import actions
from mainstay.conversations.jobs import take_in
from mainstay.conversations.models import Conversation, Message
from mainstay.core import alarms, clock
from mainstay.core.actor import System
from mainstay.demo import cast, chats
from mainstay.demo.people import Base, Cast
from mainstay.demo.story import Story, Turn

_MAIL = System("mail")
_BEFORE_THEY_WRITE = timedelta(minutes=1)


def tell(
    stories: Sequence[Story],
    players: Cast,
    base: Base,
    moment: datetime,
    progress: Callable[[int, int], None],
) -> dict[str, Conversation]:
    """Let all turns of all stories happen in the order of time; numbers grow as at a real desk.

    Returns the conversations by the key of their story, as they stand at the end.
    """
    people = {each.key: each for each in players.contacts}
    tellings = [_Telling(story, base, people, moment) for story in stories]
    turns = sorted(
        ((at, place, turn, telling) for telling in tellings for at, place, turn in telling.turns()),
        key=lambda each: each[0],
    )
    for happened, (at, place, turn, telling) in enumerate(turns, start=1):
        with clock.at(at):
            telling.happen(place, turn)
        progress(happened, len(turns))
    _leave_nothing_to_run()
    for telling in tellings:
        telling.conversation.refresh_from_db()
    return {telling.story.key: telling.conversation for telling in tellings}


def _leave_nothing_to_run() -> None:
    """What a story leads to is told by it: nothing that follows from a fact happens later.

    What came by a chat was taken in as it came.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo'"
            " AND task_name IN ('core.react', 'conversations.take_in_stored')"
        )


@dataclass
class _Telling:
    """One story on its way: the conversation so far and the ids of the mails in it."""

    story: Story
    base: Base
    people: dict[str, cast.Contact]
    moment: datetime
    mail_ids: list[str] = field(default_factory=list)
    # Side conversations by the contact or department that was asked.
    sides: dict[str, Conversation] = field(default_factory=dict)
    # Who has come into our chat.
    in_chat: set[str] = field(default_factory=set)
    _conversation: Conversation | None = None

    @property
    def conversation(self) -> Conversation:
        assert self._conversation is not None
        return self._conversation

    def turns(self) -> Iterator[tuple[datetime, int, Turn]]:
        for place, (ago, turn) in enumerate(self.story.told()):
            yield self.moment - ago, place, turn

    def happen(self, place: int, turn: Turn) -> None:
        if turn.kind == "client":
            self._client_writes(place, turn)
            return
        if turn.is_beside:
            self._beside(place, turn)
            return
        member = self.base.members[turn.who]
        match turn.kind:
            case "reply":
                self._we_write(place, turn)
            case "note":
                actions.note(self.conversation, turn.text, by=member)
            case "assign":
                actions.assign(self.conversation, self.base.members[turn.to], by=member)
            case "handover":
                if turn.text:
                    actions.note(self.conversation, turn.text, by=member)
                actions.move(self.conversation, self.base.departments[turn.to], by=member)
                actions.unassign(self.conversation, by=member)
            case "solve":
                actions.solve(self.conversation, by=member)
            case "close":
                actions.close(self.conversation, by=member)
            case "reopen":
                actions.reopen(self.conversation, by=member)

    def _beside(self, place: int, turn: Turn) -> None:
        if turn.kind == "hear":
            self._they_answer(place, turn)
            return
        member = self.base.members[turn.who]
        match turn.kind:
            case "ask":
                self.sides[turn.to] = actions.ask_outside(
                    self.conversation,
                    self.base.contacts[turn.to],
                    turn.subject,
                    turn.text,
                    by=member,
                )
                _let_leave(self.sides[turn.to].messages.get())
            case "write":
                _let_leave(actions.reply(self.sides[turn.to], turn.text, by=member))
            case "consult":
                department = self.base.departments[turn.to]
                self.sides[turn.to] = actions.ask_department(
                    self.conversation, department, turn.text, by=member
                )
            case "inform":
                actions.note(self.sides[turn.to], turn.text, by=member)

    def _they_answer(self, place: int, turn: Turn) -> None:
        """Whom we ask answers our last mail in the side conversation."""
        side, writer = self.sides[turn.who], self.people[turn.who]
        asked = side.messages.exclude(message_id="").latest("id")
        letter = Letter(
            message_id=f"<{self.story.key}.{place}@{writer.email.rpartition('@')[2]}>",
            sender=_address(writer),
            to=(Address(settings.ENV.mail_name, settings.ENV.mail_from),),
            subject=f"Re: {side.subject}",
            text=turn.text,
            date=clock.now(),
            in_reply_to=asked.message_id,
            references=(asked.message_id,),
        )
        received = take_in(
            intake.store(compose(letter), source="demo", origin=self.story.key).raw_id
        )
        if received is None or received.conversation_id != side.pk:
            raise ValueError(f"Turn {place} of {self.story.key} did not come where it was asked.")

    def _client_chats(self, place: int, turn: Turn) -> None:
        contact = self.base.contacts[turn.who]
        if turn.who not in self.in_chat:
            self.in_chat.add(turn.who)
            with clock.at(clock.now() - _BEFORE_THEY_WRITE):
                greetings = chats.open_chat(self.conversation, contact)
            for greeting in greetings:
                _let_go(greeting)
        if chats.write(contact, turn.text) != self.conversation.pk:
            raise ValueError(f"Turn {place} of {self.story.key} began another conversation.")

    def _client_writes(self, place: int, turn: Turn) -> None:
        if turn.channel:
            self._client_chats(place, turn)
            return
        letter = self._letter(place, turn)
        stored = intake.store(compose(letter), source="demo", origin=self.story.key)
        received = take_in(stored.raw_id)
        if received is None:
            raise ValueError(f"Turn {place} of {self.story.key} could not be taken in.")
        self.mail_ids.append(letter.message_id)
        if self._conversation is None:
            self._conversation = Conversation.objects.get(pk=received.conversation_id)
            department = self.base.departments[self.story.department]
            actions.move(self._conversation, department, by=_MAIL)
        elif received.conversation_id != self._conversation.pk:
            raise ValueError(f"Turn {place} of {self.story.key} began another conversation.")

    def _letter(self, place: int, turn: Turn) -> Letter:
        writer = self.people[turn.who]
        domain = writer.email.rpartition("@")[2]
        return Letter(
            message_id=f"<{self.story.key}.{place}@{domain}>",
            sender=_address(writer),
            to=(Address(settings.ENV.mail_name, settings.ENV.mail_from),),
            cc=tuple(_address(self.people[key]) for key in turn.cc),
            subject=f"Re: {self.story.subject}" if self.mail_ids else self.story.subject,
            text=turn.text,
            html=turn.html,
            date=clock.now(),
            in_reply_to=self.mail_ids[-1] if self.mail_ids else None,
            references=tuple(self.mail_ids),
            attachments=tuple(
                Attachment(each.filename, each.content_type, each.text.encode())
                for each in turn.attachments
            ),
        )

    def _we_write(self, place: int, turn: Turn) -> None:
        member = self.base.members[turn.who]
        if turn.channel:
            _let_leave(actions.reply(self.conversation, turn.text, by=member, channel=turn.channel))
            return
        recipient = self.story.recipient(place)
        if self._conversation is None:
            self._conversation = actions.begin(
                self.base.contacts[recipient],
                self.story.subject,
                self.base.departments[self.story.department],
                by=member,
            )
        message = actions.reply(
            self._conversation,
            turn.text,
            by=member,
            to=_address(self.people[recipient]),
            cc=[_address(self.people[key]) for key in turn.cc],
        )
        self.mail_ids.append(message.message_id)
        _let_leave(message)


def _let_leave(message: Message) -> None:
    """It left long ago: nothing may ring for it now, and nothing may leave."""
    assert message.outbound is not None
    _let_go(message.outbound)


def _let_go(outbound: Outbound) -> None:
    alarms.cancel(channels.DUE, outbound)
    with clock.at(outbound.due_at):
        # A mail is at least put together; what goes by a chat has no letter.
        is_mail = outbound.channel == kinds.MAIL
        channels.deliver(outbound.pk, send=compose if is_mail else lambda _letter: None)


def _address(contact: cast.Contact) -> Address:
    return Address(contact.name, contact.email)
