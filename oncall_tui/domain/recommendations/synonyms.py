"""Words of this trade that say the same thing, and words that say nothing when two texts are compared.

Each line of FAMILIES is one meaning; the comparison treats its words as the first one. Adding a word is adding it here.
OPPOSITES are two halves of one meaning: texts that go in opposite directions are never the same recommendation.
"""

FAMILIES = """
alert alarm page pager notify notification
runbook playbook procedure guide instructions
database db
connection conn
config configuration settings setting
kubernetes k8s
certificate cert certs tls ssl
production prod
deploy deployment release
rollback revert
dashboard panel chart graph
monthly month
weekly week
nightly night
daily day
quarterly quarter
automatic automate automated automatically auto
expire expiry expiration expires
restore recover recovery
outside external externally
use usage utilisation utilization used
ask confirm confirmation require
reject refuse deny block
rename name renamed
destroy destruction
scale autoscale autoscaling
count number
twice 2x double
second seconds
percent pct
approval approve
synthetic probe
application app
repository repo
store keep save copy
replace move migrate swap
check verify validate
remove delete drop purge
limit cap throttle
lower reduce decrease
raise increase
practise practice drill rehearse exercise
"""
OPPOSITES = """
raise increase | lower decrease reduce
enable | disable
open | close
start | stop
allow permit | forbid reject
extend | shorten
encrypt | decrypt
scale | shrink
"""
EMPTY = """
a about add after again ahead all also an and any are as at be been before behind both but by can could
create do does done each ensure every for from front get gets give given go has have how if implement in
into introduce is it its itself let made make makes more must need needed needs new no not of on one only
or our out own per prepare provide put run set setup shall should show shows so some such than that the
their them then there they this through to too turn under until up update via want was we were what when
where which while who will with within without write you
"""
FIRST_OF_FAMILY = {word: line.split()[0] for line in FAMILIES.splitlines() if line for word in line.split()}
SAYS_NOTHING = frozenset(EMPTY.split())
