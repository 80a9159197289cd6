"""The queue of an hour of calls: its order, whose turn it is, who is through and who is passed over (R9)."""

from __future__ import annotations

from db.rules.calling import ARCHIVED, Course, Queue, Worked, read_course, read_queue


def test_r09_a_contact_is_through_after_its_dials_or_anything_that_came_of_them() -> None:
    worked = {1: Worked(2), 2: Worked(3), 3: Worked(0, settled=True), 9: Worked(3)}
    queue = Queue((1, 2, 3, 4), Course(dials=3), worked)
    assert queue.done == {2, 3}
    assert queue.open == (1, 4)
    assert Queue((1, 2, 3, 4), Course(dials=1), worked).done == {1, 2, 3}


def test_the_next_stands_behind_and_at_the_end_it_begins_anew() -> None:
    queue = Queue((1, 2, 3, 4), Course(off=(2, 9)), {3: Worked(settled=True)}, {4: ARCHIVED})
    assert queue.order == (1, 3, 4, 2)
    assert queue.open == (1, 2)
    assert (queue.after(None), queue.after(1), queue.after(2), queue.after(77)) == (1, 2, 1, 1)
    assert (queue.before(2), queue.before(3), queue.before(1), queue.before(None)) == (3, 1, None, None)
    assert Queue((1,), passed={1: ARCHIVED}).after(None) is None
    assert Queue((1,)).after(1) is None


def test_whose_turn_it_is_after_an_interruption() -> None:
    ids, late = (1, 2, 3), Worked(1, last_at=50)
    assert Queue(ids).turn() == 1
    assert Queue(ids, Course(at=2, since=10)).turn() == 2
    assert Queue(ids, Course(at=2, since=10), {1: late}).turn() == 1  # it was dialled after the place was kept
    assert Queue(ids, Course(at=2, since=60), {1: late}).turn() == 2
    assert Queue(ids, Course(at=2, since=10), {1: Worked(settled=True, last_at=50)}).turn() == 2
    assert Queue(ids, Course(at=3, since=60), {3: Worked(settled=True, last_at=50)}).turn() == 1
    assert Queue((1,), worked={1: Worked(settled=True, last_at=5)}).turn() is None


def test_a_course_is_kept_and_read_back() -> None:
    course = Course().put_off(4, 10).put_off(5, 20).put_off(4, 30)
    assert (course.off, course.since) == ((5, 4), 30)
    assert read_course(course.document()) == course
    assert read_course({}) == Course()
    assert read_course({"dials": 99}).dials == 9
    assert (read_queue({"ids": [3, "1"]}), read_queue({})) == ((3, 1), ())
