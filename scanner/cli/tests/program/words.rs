//! What is said to people: in the words of their code, without names from inside.

use crate::place::Place;

/// What a scan prints about one file.
fn scan(text: &str) -> String {
    Place::with(&[("app.py", text)]).run(&["scan", "--pedantic"]).out
}

#[test]
fn uses_are_named_as_the_code_writes_them() {
    let text = scan(
        "import os\nfrom subprocess import Popen\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\
         @app.get('/<path:name>')\ndef view(name):\n    Popen('ls ' + name + ' .', shell=True)\n    \
         full = os.path.normpath(os.path.join('/srv', name))\n    with open(full, 'w') as file:\n        file.write('')\n    return ''\n",
    );
    assert!(text.contains("the path of the address, `name`, is run by a shell through `Popen`"), "{text}");
    assert!(text.contains("chooses the file that is written or removed by `open`"), "{text}");
    assert!(text.contains("`..` is resolved, but the result is not compared with the folder"), "{text}");
    // Nobody in the code calls a view, and a string is put together once.
    assert!(!text.contains("passed to `app.view`") && !text.contains("__init__"), "{text}");
    assert_eq!(text.matches("put into a larger string").count(), 1, "{text}");
}

#[test]
fn the_field_that_is_read_is_named() {
    let text = scan(
        "import subprocess\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\
         @app.post('/')\ndef view():\n    body = request.get_json()\n    subprocess.call([body['program']])\n    \
         return '<p>' + request.args.getlist('who')[0]\n",
    );
    let chosen = "the JSON body, `body['program']`, chooses the program that `subprocess.call` starts";
    assert!(text.contains(chosen) && text.contains("Choose the program from a fixed list"), "{text}");
    assert!(text.contains("the query string, `request.args.getlist('who')`, is sent to the browser"), "{text}");
}

#[test]
fn doubts_are_those_of_the_rule() {
    let text = scan(
        "from flask import Flask, request\nfrom pymongo import MongoClient\n\napp = Flask(__name__)\n\
         users = MongoClient().shop.users\n\n@app.post('/')\ndef view():\n    users.find_one({'$where': 'this.n == ' + request.args['n']})\n    \
         return str(users.find_one(request.get_json()))\n",
    );
    assert!(
        text.contains("becomes part of the JavaScript that the database runs for `users.find_one` (`$where`)"),
        "{text}"
    );
    assert!(text.contains("becomes part of the query of `users.find_one`"), "{text}");
    assert!(text.contains("confidence: medium: what the database makes of an object"), "{text}");
    assert!(!text.contains("code that is not known"), "{text}");
}

#[test]
fn advice_fits_the_place_in_a_template() {
    let place = Place::with(&[
        (
            "app.py",
            "from flask import Flask, render_template, request\n\napp = Flask(__name__)\n\n@app.get('/')\ndef view():\n    request.args\n    return render_template('a.html')\n",
        ),
        ("templates/a.html", "<p>{{ request.args.x|safe }}</p>\n<a href=\"{{ request.args.u }}\">go</a>\n"),
    ]);
    let text = place.run(&["scan"]).ends_with(1).out;
    assert!(text.contains("the query string, `request.args.x`, is sent to the browser as HTML"), "{text}");
    assert!(text.contains("Take `|safe` off") && text.contains("Show only addresses that begin with"), "{text}");
}

#[test]
fn one_flaw_is_told_once() {
    let text = scan(
        "from flask import Flask, request\nfrom mako.template import Template\n\napp = Flask(__name__)\n\n\
         @app.post('/')\ndef view():\n    return Template(request.form['t']).render()\n",
    );
    assert!(text.contains("[template-injection]") && !text.contains("[cross-site-scripting]"), "{text}");
}

#[test]
fn the_last_line_says_what_was_not_understood() {
    let text = scan(
        "import their_storage\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n@app.before_request\ndef load():\n    \
         pass\n\n@app.get('/')\ndef view():\n    return {'a': their_storage.read(request.args['n'])}\n",
    );
    let last = text.lines().last().unwrap_or_default();
    assert!(last.contains("1 route") && last.contains("1 call that gets visitors' data was not understood"), "{last}");
}

#[test]
fn routes_and_why_not_speak_of_blueprints_guards_and_bound_parameters() {
    let place = Place::with(&[(
        "app.py",
        "import sqlite3\nfrom flask import Blueprint, Flask, g, redirect, request\nfrom flask_stopple import Stopple\n\n\
         bp = Blueprint('shop', __name__, url_prefix='/shop')\n\ndef login_required(view):\n    def inner(**kw):\n        \
         return view(**kw) if g.user else redirect('/')\n    return inner\n\n@bp.post('/rate')\n@login_required\ndef rate():\n    \
         sqlite3.connect('a').execute('update t set n = ?', (request.form['n'],))\n    return ''\n\n\
         app = Flask(__name__)\nStopple(app)\napp.register_blueprint(bp)\n",
    )]);
    let text = place.run(&["routes"]).ends_with(0).out;
    assert!(text.contains("shop.rate") && text.contains("login_required, csrf"), "{text}");
    assert!(text.contains("request.form['n']") && !text.contains("sqlite3"), "{text}");
    let text = place.run(&["why-not", "app.py:15"]).ends_with(0).out;
    assert!(text.contains("it is a bound parameter"), "{text}");
}
