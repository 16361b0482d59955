"""Words of this trade that say the same thing, and words that say nothing when two texts are compared.

Each line of FAMILIES is one meaning; the comparison treats its words as the first one. Adding a word is adding it here.
"""

FAMILIES = """
alert alarm page pager notify notification alerted
runbook playbook procedure guide instructions
database db
connection conn
config configuration settings setting
kubernetes k8s
certificate cert certs tls ssl
production prod
deploy deployment release
rollout roll-out
rollback revert
dashboard panel chart graph
month monthly
week weekly
night nightly
day daily
quarter quarterly
automatic automate automated automatically auto
expire expiry expiration
delete remove purge drop
restore restoring recovery recover
outside external externally
use usage utilisation utilization used
ask confirm confirmation
offline off-line
reject refuse refuses block
name rename renamed
destroy destroys destruction
autoscale autoscaling scale scaling
number count counts
twice 2x double
second seconds s
percent pct
cluster context
approval approve eyes pair
synthetic probe
plan plans
sensitivity sooner earlier
application app
repository repo
binary binaries
"""
EMPTY = """
a about add after again ahead all also an and any are as at be been before behind both but by can could create do does done
each enable ensure every for from front get gets give given go has have how if implement in into introduce is it its
itself let made make makes more must need needed needs new no not of on one only or our out own per prepare provide put run
set setup shall should show shows so some such than that the their them then there they this through to too turn under
until up update via want was we were when where which while who will with within without write you
"""
MEANING = {word: line.split()[0] for line in FAMILIES.splitlines() if line for word in line.split()}
SAYS_NOTHING = frozenset(EMPTY.split())
