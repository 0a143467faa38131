from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from filmsite import tasks_left


def task(status, *, hours_ago):
    moment = timezone.now() - timedelta(hours=hours_ago)
    return DBTaskResult.objects.create(
        status=status,
        started_at=moment,
        finished_at=None if status == "RUNNING" else moment,
        args_kwargs={"args": ["pictures/ab.jpg"], "kwargs": {}},
        task_path="catalog.tasks.make_variants",
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
    )


class TasksLeftTests(TestCase):
    def test_what_a_killed_worker_was_at_is_begun_again(self):
        stuck, running = task("RUNNING", hours_ago=2), task("RUNNING", hours_ago=0)
        self.assertEqual(tasks_left.requeue_stuck(timezone.now()), 1)
        self.assertEqual(DBTaskResult.objects.ready().get(), stuck)
        self.assertEqual(DBTaskResult.objects.running().get(), running)

    def test_results_are_forgotten_after_two_weeks(self):
        for status in ("SUCCESSFUL", "FAILED"):
            task(status, hours_ago=24 * 15)
            task(status, hours_ago=24 * 13)
        self.assertEqual(tasks_left.forget_finished(timezone.now()), 2)
        self.assertEqual(DBTaskResult.objects.count(), 2)
