import pytest

from oncall_tui.domain.wording import concerns_in


@pytest.mark.parametrize(
    "text",
    [
        "Be more careful with production",
        "Engineers should pay attention to the prompt",
        "Ensure that engineers read the runbook",
        "Make sure everyone knows the plan",
        "Remind the team to rotate keys",
        "Remember to close the port",
        "Developers must always run the tests",
        "Double-check before draining",
        "Caused by human error",
        "The root cause was a typo",
        "It was Tomas's fault",
        "He failed to notice",
    ],
)
def test_words_that_ask_people_to_be_better_get_a_question(text: str) -> None:
    concerns = concerns_in(text)
    assert concerns
    assert all(concern.question.endswith("?") and concern.words in text for concern in concerns)


@pytest.mark.parametrize(
    "text",
    [
        "Page when the pool is full",
        "drainctl ensures that the cluster name is typed",
        "The alert carries the careful wording of the runbook",
        "Health check must answer within a second",
        "Users see cached tickets when offline",
    ],
)
def test_words_about_systems_are_left_alone(text: str) -> None:
    assert concerns_in(text) == ()
