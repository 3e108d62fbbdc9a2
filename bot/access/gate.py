"""Lets an answer through to its place, to who asked alone, or not at all; who is refused is told whom to ask."""

from dataclasses import dataclass

from bot.access.deciding import Access, Where
from bot.access.policy import Sight
from bot.access.topics import topics_of
from bot.places import Place, Privately, WhoeverUses
from bot.putting import tell
from bot.shown import Showable
from bot.subscriptions.making import conversation_of
from bot.subscriptions.orders import Subscribe
from bot.views.access import refusal_message
from bot.views.message import Message
from bot.witness import Occasion


@dataclass(frozen=True)
class Admitted:
    """Where an answer may be shown, and with what in it. `may_follow`: whether it may go on to change by itself."""

    place: Place
    sight: Sight
    may_follow: bool


@dataclass(frozen=True)
class Gate:
    """Stands before every answer that somebody asks for."""

    access: Access

    async def sight_of(self, person: str) -> Sight:
        """What somebody may see where nobody else does."""
        return await self.access.sight_of(person)

    async def admit(self, shown: Showable, place: Place, occasion: Occasion) -> Admitted | None:
        """Where this may be shown; None where it may not, which who asked has been told then."""
        topics, is_private = topics_of(shown), place.room is None
        verdict = await self.access.decide(topics, occasion.user, occasion.channel, is_private=is_private)
        if verdict.where is Where.NOWHERE:
            await tell(place, refusal_message(shown.title, topics, verdict.sight))
            return None
        where = Privately(WhoeverUses(place)) if verdict.where is Where.ALONE else place
        return Admitted(where, verdict.sight, verdict.may_follow)

    async def may_tell(self, metric: str, place: Place, occasion: Occasion) -> bool:
        """Whether a number may be told there, in words that go with something else."""
        is_private = place.room is None
        verdict = await self.access.decide(frozenset({metric}), occasion.user, occasion.channel, is_private=is_private)
        return verdict.where is Where.HERE

    async def kept_from_subscriber(self, order: Subscribe, occasion: Occasion) -> Message | None:
        """What to tell who wants something sent that is not for them, or not for those whom it would be sent to."""
        topics, target = topics_of(order.shown), conversation_of(order.wish.where, occasion)
        own = await self.access.sight_of(occasion.user)
        is_elsewhere = isinstance(target, str) and target != occasion.user
        there = self.access.roster.sight_in(str(target)) if is_elsewhere else own
        kept_by = next((sight for sight in (own, there) if topics and sight.hidden(topics) == topics), None)
        return refusal_message(order.shown.title, topics, kept_by) if kept_by else None
