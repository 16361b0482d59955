"""One schedule of a review: people who comment, end, sign, complete and reopen without seeing each other.

The share is carried by a sync program, so that parts come late, in any order, cut and twice (RETROSPECTIVE 7, 8).
"""

from collections.abc import Callable

from tests.simulation.fake_files import Tree
from tests.simulation.replica import Disk, SimulatedReplica
from tests.simulation.review_truth import ReviewTruth
from tests.simulation.reviewer import Reviewer
from tests.simulation.schedule import INCIDENTS, Result, Schedule, run_schedule

Act = Callable[[Reviewer, str], None]
INCIDENT = INCIDENTS[0]
ACTS: dict[Act, float] = {
    Reviewer.write_section: 10,
    Reviewer.open_section: 6,
    Reviewer.note: 8,
    Reviewer.held_note: 5,
    Reviewer.reword_row: 6,
    Reviewer.hazard: 3,
    Reviewer.reword_hazard: 4,
    Reviewer.recommend: 2,
    Reviewer.work_on_recommendation: 3,
    Reviewer.open_review: 4,
    Reviewer.comment: 16,
    Reviewer.reply: 4,
    Reviewer.end: 10,
    Reviewer.forge_ending: 3,
    Reviewer.apply: 8,
    Reviewer.read: 2,
    Reviewer.sign: 4,
    Reviewer.complete: 14,
    Reviewer.complete_as_older_program: 1,
    Reviewer.reopen: 5,
    Reviewer.undo: 5,
}


class ReviewSchedule(Schedule):
    """The machines and the share of `Schedule`, and a review of one incident by those who sit at them."""

    steps = 50
    most_replicas = 4

    def __init__(self, seed: int) -> None:
        self.reviewed = ReviewTruth()
        super().__init__(seed)
        reviewer = self._reviewer(self.replicas[0])
        reviewer.found(INCIDENT)
        reviewer.write_section(INCIDENT)
        reviewer.note(INCIDENT)
        reviewer.comment(INCIDENT)
        for replica in self.replicas:
            self.sync(replica)
            self.carrier.collect(replica.name, self.step)
            self.carrier.heal()

    def write(self, replica: SimulatedReplica) -> None:
        """Anything that a person does in a review; also while a sync runs."""
        [act] = self.random.choices(list(ACTS), list(ACTS.values()))
        self._note(act.__name__, self._reviewer(replica).do(act, INCIDENT))

    def save(self, replica: SimulatedReplica) -> None:
        self._reviewer(replica).save_section()

    def sign_beside_what_is_held_back(self, replica: SimulatedReplica) -> None:
        """A note stays on its machine while a later one of the same actor leaves; a colleague signs meanwhile."""
        writer, signer = self._reviewer(replica), self._reviewer(self.random.choice(self.replicas))
        self._poll_and_carry(signer)
        writer.do(Reviewer.held_note, INCIDENT)
        writer.do(Reviewer.note, INCIDENT)
        self._poll_and_carry(writer)
        self._poll_and_carry(signer)
        signer.do(Reviewer.complete, INCIDENT)

    def _poll_and_carry(self, replica: SimulatedReplica) -> None:
        self.carrier.heal()
        self.poll(replica)
        self.carrier.collect(replica.name, self.step)
        self.carrier.heal()

    def _is_carried(self) -> bool:
        return True

    def _event(self) -> str:
        [event] = self.random.choices(list(EVENTS), list(EVENTS.values()))
        return event.__name__

    def _make_replica(self, name: str, tree: Tree, disk: Disk) -> SimulatedReplica:
        return Reviewer(name, tree, self.random, self.truth, disk, self.reviewed)

    def _reviewer(self, replica: SimulatedReplica) -> Reviewer:
        assert isinstance(replica, Reviewer)
        return replica

    def _heal(self) -> None:
        super()._heal()
        last = self._reviewer(self.replicas[0])
        self.result.writes = sum(map(len, self.reviewed.written.values()))
        self.result.lost += self.reviewed.lost(last.tables(INCIDENT))
        self.result.wrong = list(self.reviewed.wrong(last.view(INCIDENT)))


EVENTS: dict[Callable[[ReviewSchedule, SimulatedReplica], None], float] = {
    ReviewSchedule.write: 50,
    ReviewSchedule.save: 5,
    ReviewSchedule.sync: 12,
    ReviewSchedule.poll: 16,
    ReviewSchedule.busy_sync: 2,
    ReviewSchedule.crash: 3,
    ReviewSchedule.reboot: 1,
    ReviewSchedule.clone: 1,
    ReviewSchedule.arrive: 1,
    ReviewSchedule.sign_beside_what_is_held_back: 2,
}


def run(seed: int) -> Result:
    """Run one schedule of a review; the same seed gives the same trace."""
    return run_schedule(ReviewSchedule, seed)
