"""What everybody sees: the front page, the search, one product."""

from flask import Blueprint, abort, render_template, render_template_string, request

from . import pages
from .passwords import product_of_the_day
from .products import Products, all_products

bp = Blueprint("catalogue", __name__)


@bp.route("/")
def front():
    """The front page."""
    return render_template("front.html", product=product_of_the_day(all_products()))


@bp.route("/search")
def search():
    """The search, with the term pasted into the statement."""
    term = request.args.get("q", "")  # source(search): http-query
    return render_template("products.html", title=term, products=Products().search(term))


@bp.route("/search/bound")
def search_bound():
    """The search as it should be."""
    term = request.args.get("q", "")
    return render_template("products.html", title=term, products=Products().search_bound(term))


@bp.route("/sorted")
def sort():
    """All products, in the visitor's order."""
    return render_template("products.html", title="All", products=Products().ordered(request.args.get("by", "name")))


@bp.route("/product/<int:number>")
def product(number):
    """One product; the converter lets only numbers through."""
    found = Products().one(number)
    if found is None:
        abort(404)
    return f"<h1>{found['name']}</h1><p>Product {number}</p>"  # clean: the converter lets only numbers through


@bp.route("/no-such-product")
def missing():
    """The page for a product that is gone."""
    return pages.heading(request.args.get("name", "?"))  # flaw: cross-site-scripting


@bp.route("/no-such-product/escaped")
def missing_escaped():
    """The same page, escaped."""
    return pages.heading_escaped(request.args.get("name", "?"))  # clean: escaped by Markup.format


@bp.route("/nothing")
def nothing():
    """What a search says that found nothing."""
    return pages.nothing_found(request.args.get("q", ""))  # clean: escaped in the function


@bp.route("/greeting")
def greeting():
    """A page from a template in the code; its values are escaped."""
    return render_template_string("<h1>Hello {{ name }}</h1>", name=request.args.get("name", ""))  # clean: the template is ours
