"""Users in MongoEngine and in Peewee, whose objects write themselves."""

from __future__ import annotations

import functools
import operator
from typing import Any, Sequence

from .datastore_base import Datastore, UserDatastore


class MongoEngineDatastore(Datastore):
    """Writes documents."""

    def put(self, model: Any) -> Any:
        model.save()
        return model

    def delete(self, model: Any) -> None:
        model.delete()

    def reload(self, model: Any) -> None:
        model.reload()

    read_again = reload


class MongoEngineUserDatastore(MongoEngineDatastore, UserDatastore):
    """``MongoEngineUserDatastore(db, User, Role)``."""

    def __init__(
        self, db: Any, user_model: Any, role_model: Any, webauthn_model: Any = None, refresh_tracker_model: Any = None
    ) -> None:
        MongoEngineDatastore.__init__(self, db)
        UserDatastore.__init__(self, user_model, role_model, webauthn_model, refresh_tracker_model)

    def read_key(self, text: str) -> Any:
        return text

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Any:
        from mongoengine.errors import ValidationError

        if case_insensitive and None in kwargs.values():
            return None
        wanted = {f"{attr}__iexact" if case_insensitive else attr: said for attr, said in kwargs.items()}
        try:
            return self.user_model.objects(**wanted).first()
        except ValidationError:
            # A key that is none.
            return None

    def find_role(self, role: str) -> Any:
        return self.role_model.objects(name=role).first()

    def all_users(self, page: int, search: str, per_page: int) -> Sequence[Any]:
        from mongoengine import Q

        found = self.user_model.objects.order_by("id")
        if search:
            fields = [f"{name}__icontains" for name in ("email", "username") if self.has(name)]
            found = found.filter(functools.reduce(operator.or_, (Q(**{field: search}) for field in fields)))
        first = max(page - 1, 0) * per_page
        return list(found[first : first + per_page])

    def all_roles(self) -> Sequence[Any]:
        return list(self.role_model.objects.order_by("name"))

    def find_webauthn(self, credential_id: bytes) -> Any:
        if not self.webauthn_model:
            raise NotImplementedError
        return self.webauthn_model.objects(credential_id=credential_id).first()

    def find_refresh_tracker(self, refresh_family: str) -> Any:
        if not self.refresh_tracker_model:
            raise NotImplementedError
        return self.refresh_tracker_model.objects(refresh_family=refresh_family).first()

    def _belong(self, user: Any, relation: str, model: Any, fields: dict[str, Any]) -> Any:
        made = self.put(model(user=user, **fields))
        getattr(user, relation).append(made)
        self.put(user)
        return made


class PeeweeDatastore(Datastore):
    """Writes rows."""

    def put(self, model: Any) -> Any:
        model.save()
        return model

    def delete(self, model: Any) -> None:
        model.delete_instance(recursive=True)

    def read_again(self, model: Any) -> None:
        model.__data__.update(type(model).get_by_id(model._pk).__data__)
        model.__rel__.clear()


class PeeweeUserDatastore(PeeweeDatastore, UserDatastore):
    """``PeeweeUserDatastore(db, User, Role, UserRoles)``: the last one is the model between users and roles."""

    def __init__(
        self,
        db: Any,
        user_model: Any,
        role_model: Any,
        role_link: Any,
        webauthn_model: Any = None,
        refresh_tracker_model: Any = None,
    ) -> None:
        PeeweeDatastore.__init__(self, db)
        UserDatastore.__init__(self, user_model, role_model, webauthn_model, refresh_tracker_model)
        self.UserRole = role_link

    def find_user(self, case_insensitive: bool = False, **kwargs: Any) -> Any:
        from peewee import fn

        found = []
        for attr, wanted in kwargs.items():
            column = getattr(self.user_model, attr)
            found.append(fn.lower(column) == fn.lower(wanted) if case_insensitive else column == wanted)
        return self.user_model.get_or_none(*found)

    def find_role(self, role: str) -> Any:
        return self.role_model.get_or_none(self.role_model.name == role)

    def all_users(self, page: int, search: str, per_page: int) -> Sequence[Any]:
        found = self.user_model.select().order_by(self.user_model._meta.primary_key)
        if search:
            columns = [getattr(self.user_model, name) for name in ("email", "username") if self.has(name)]
            found = found.where(functools.reduce(operator.or_, (column.contains(search) for column in columns)))
        return list(found.paginate(max(page, 1), per_page))

    def all_roles(self) -> Sequence[Any]:
        return list(self.role_model.select().order_by(self.role_model.name))

    def find_webauthn(self, credential_id: bytes) -> Any:
        if not self.webauthn_model:
            raise NotImplementedError
        return self.webauthn_model.get_or_none(self.webauthn_model.credential_id == credential_id)

    def find_refresh_tracker(self, refresh_family: str) -> Any:
        model = self.refresh_tracker_model
        if not model:
            raise NotImplementedError
        return model.get_or_none(model.refresh_family == refresh_family)

    def create_user(self, **kwargs: Any) -> Any:
        fields = self._fields_of_new_user(**kwargs)
        # Memberships are rows of their own, and need the user's key.
        roles = fields.pop("roles", [])
        user = self.put(self.user_model(**fields))
        for role in roles:
            self.add_role_to_user(user, role)
        return self.put(user)

    def add_role_to_user(self, user: Any, role: Any) -> bool:
        user, found = self._user(user), self._role(role)
        if found is None:
            raise ValueError(f"there is no role {role!r}")
        if self.UserRole.get_or_none(self._is_between(user, found)) is not None:
            return False
        self.UserRole.create(user=user, role=found)
        return True

    def remove_role_from_user(self, user: Any, role: Any) -> bool:
        user, found = self._user(user), self._role(role)
        if found is None:
            return False
        return bool(self.UserRole.delete().where(self._is_between(user, found)).execute())

    def _is_between(self, user: Any, role: Any) -> Any:
        return (self.UserRole.user == user) & (self.UserRole.role == role)

    def _belong(self, user: Any, relation: str, model: Any, fields: dict[str, Any]) -> Any:
        return self.put(model(user=user, **fields))
