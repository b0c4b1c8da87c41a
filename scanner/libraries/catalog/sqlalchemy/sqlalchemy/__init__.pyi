from . import types as types
from .engine import Connection as Connection  # since 2.0
from .engine import CursorResult as CursorResult  # since 2.0
from .engine import Engine as Engine  # since 2.0
from .engine import MappingResult as MappingResult  # since 2.0
from .engine import Result as Result  # since 2.0
from .engine import Row as Row  # since 2.0
from .engine import ScalarResult as ScalarResult  # since 2.0
from .engine import Transaction as Transaction  # since 2.0
from .engine import URL as URL  # since 2.0
from .engine import create_engine as create_engine
from .engine import engine_from_config as engine_from_config
from .engine import make_url as make_url  # since 2.0
from .inspection import inspect as inspect
from .schema import CheckConstraint as CheckConstraint
from .schema import Column as Column
from .schema import Computed as Computed
from .schema import DDL as DDL
from .schema import ForeignKey as ForeignKey
from .schema import ForeignKeyConstraint as ForeignKeyConstraint
from .schema import Identity as Identity
from .schema import Index as Index
from .schema import MetaData as MetaData
from .schema import PrimaryKeyConstraint as PrimaryKeyConstraint
from .schema import Sequence as Sequence
from .schema import Table as Table
from .schema import UniqueConstraint as UniqueConstraint
from .sql.expression import Delete as Delete  # since 2.0
from .sql.expression import Insert as Insert  # since 2.0
from .sql.expression import Select as Select  # since 2.0
from .sql.expression import TextClause as TextClause  # since 2.0
from .sql.expression import Update as Update  # since 2.0
from .sql.expression import alias as alias
from .sql.expression import and_ as and_
from .sql.expression import asc as asc
from .sql.expression import between as between
from .sql.expression import bindparam as bindparam
from .sql.expression import case as case
from .sql.expression import cast as cast
from .sql.expression import collate as collate
from .sql.expression import column as column
from .sql.expression import delete as delete
from .sql.expression import desc as desc
from .sql.expression import distinct as distinct
from .sql.expression import exists as exists
from .sql.expression import extract as extract
from .sql.expression import false as false
from .sql.expression import func as func
from .sql.expression import insert as insert
from .sql.expression import label as label  # since 2.0
from .sql.expression import literal as literal
from .sql.expression import literal_column as literal_column
from .sql.expression import not_ as not_
from .sql.expression import null as null
from .sql.expression import nulls_first as nulls_first
from .sql.expression import nulls_last as nulls_last
from .sql.expression import or_ as or_
from .sql.expression import over as over
from .sql.expression import select as select
from .sql.expression import table as table
from .sql.expression import text as text
from .sql.expression import true as true
from .sql.expression import tuple_ as tuple_
from .sql.expression import type_coerce as type_coerce
from .sql.expression import union as union
from .sql.expression import union_all as union_all
from .sql.expression import update as update
from .types import ARRAY as ARRAY
from .types import BIGINT as BIGINT
from .types import BigInteger as BigInteger
from .types import Boolean as Boolean
from .types import CHAR as CHAR
from .types import DATE as DATE
from .types import Date as Date
from .types import DateTime as DateTime
from .types import Enum as Enum
from .types import Float as Float
from .types import INTEGER as INTEGER
from .types import Integer as Integer
from .types import Interval as Interval
from .types import JSON as JSON
from .types import LargeBinary as LargeBinary
from .types import Numeric as Numeric
from .types import PickleType as PickleType
from .types import SmallInteger as SmallInteger
from .types import String as String
from .types import TEXT as TEXT
from .types import Text as Text
from .types import Time as Time
from .types import TypeDecorator as TypeDecorator
from .types import Unicode as Unicode
from .types import UnicodeText as UnicodeText
from .types import VARCHAR as VARCHAR
