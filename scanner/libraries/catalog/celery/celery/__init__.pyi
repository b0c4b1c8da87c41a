from .app import shared_task as shared_task
from .app.base import Celery as Celery
from .app.task import Task as Task
