"""Users and groups as django-scim2's guide has them: its mixins, and nothing else."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django_scim.models import AbstractSCIMGroupMixin, AbstractSCIMUserMixin


class Team(AbstractSCIMGroupMixin):
    """A group."""

    name = models.CharField(max_length=80)


class Person(AbstractSCIMUserMixin, AbstractUser):
    """A user."""

    scim_groups = models.ManyToManyField(Team, related_name="user_set")
