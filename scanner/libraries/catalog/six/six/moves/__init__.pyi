import pickle as cPickle
from builtins import input as input
from io import StringIO as StringIO, StringIO as cStringIO
