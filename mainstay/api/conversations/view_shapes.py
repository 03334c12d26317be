"""What is sent and answered about views."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from mainstay.api.shapes import Given, Id, Named, Text, Words
from mainstay.conversations.actions.sharing import Sharing
from mainstay.conversations.filtering.fields import FIELDS, Operator
from mainstay.conversations.filtering.trees import MOST_CONDITIONS, MOST_GROUPS, Match
from mainstay.conversations.views import COLUMNS, Sort

Name = Annotated[Words, Field(max_length=80)]
Column = Literal[*COLUMNS]  # type: ignore[valid-type]


class ViewCondition(Given):
    """One question with its answer: state, is, open. See /view-fields."""

    field: Literal[*(each.key for each in FIELDS)]  # type: ignore[valid-type]
    operator: Operator
    value: Annotated[Text, Field(max_length=200)]


class ViewGroup(Given):
    """Conditions of which all, any or none have to be met."""

    match: Match = "all"
    conditions: list[ViewCondition] = Field(min_length=1, max_length=MOST_CONDITIONS)


class ViewFilter(Given):
    """Groups that are joined once more. Without any it lets everything through."""

    match: Match = "all"
    groups: list[ViewGroup] = Field([], max_length=MOST_GROUPS)


class ViewShown(BaseModel):
    """A list that somebody keeps."""

    id: int
    name: str
    sharing: Sharing
    department: Named | None
    filter: ViewFilter
    sort: Sort
    columns: list[str]
    may_change: bool = Field(description="Whether the token’s owner may change it.")


class ViewChanges(Given):
    """What is changed of a view: only the fields that are sent."""

    name: Name | None = None
    filter: ViewFilter | None = None
    sharing: Sharing | None = Field(None, description="Leads share views with others.")
    department: Id | None = Field(None, description="With which it is shared.")
    sort: Sort | None = None
    columns: list[Column] | None = Field(None, max_length=len(COLUMNS))


class NewView(ViewChanges):
    """A list to keep."""

    name: Name
    filter: ViewFilter


class ChoiceShown(BaseModel):
    value: str
    label: str


class ViewField(BaseModel):
    """What can be asked of a conversation."""

    key: str
    label: str
    value: Literal["choice", "words", "days", "yes_no"]
    operators: list[Operator]
    choices: list[ChoiceShown] = Field(description="Empty where a value is written freely.")
