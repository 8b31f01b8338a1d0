"""What many pages ask alike is answered once, and each is noted to have asked for all of it."""

from triptych.noting import Answered, NotedMapping, Notes


def test_a_question_is_answered_once_and_noted_each_time() -> None:
    notes = Notes()
    labels, answered = NotedMapping({"a": "A", "b": "B"}, notes, "label"), Answered(notes)
    made = []

    def answer() -> str:
        made.append(1)
        return labels["a"] + labels["b"]

    for _ in range(2):
        notes.taken()
        assert answered.once("both", answer) == "AB"
        assert notes.taken() == ({("label", "a"), ("label", "b")}, ())
    assert len(made) == 1


def test_a_question_within_another_is_noted_with_it() -> None:
    notes = Notes()
    labels, answered = NotedMapping({"a": "A", "b": "B"}, notes, "label"), Answered(notes)

    def outer() -> str:
        return answered.once("inner", lambda: labels["a"]) + labels["b"]

    answered.once("inner", lambda: labels["a"])
    notes.taken()
    assert answered.once("outer", outer) == "AB"
    assert notes.taken()[0] == {("label", "a"), ("label", "b")}
    assert answered.once("outer", outer) == "AB"
    assert notes.taken()[0] == {("label", "a"), ("label", "b")}


def test_two_questions_have_two_answers() -> None:
    answered = Answered(Notes())
    assert [answered.once(number, lambda number=number: number) for number in (1, 2, 1)] == [1, 2, 1]
