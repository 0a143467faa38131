"""What workers have left behind: tasks they were killed at, and results that nobody reads any more."""

from datetime import timedelta

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# No task of ours takes minutes.
STUCK_AFTER = timedelta(hours=1)
KEPT_FOR = timedelta(days=14)


def requeue_stuck(now) -> int:
    """Put tasks back into the queue whose worker was killed; each of ours can be done twice."""
    stuck = DBTaskResult.objects.running().filter(started_at__lt=now - STUCK_AFTER)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def forget_finished(now) -> int:
    """Delete what became of tasks that ended two weeks ago."""
    forgotten, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR).delete()
    return forgotten
