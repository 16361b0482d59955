"""Word lists of the language check: who is a person, what is a machine, which acts only people do.

Plain data. A word that is on no list has no class, and the families that need a person then find nothing.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words(
    "we they he she i who us nobody someone somebody anyone anybody everyone everybody whoever"
) | {"no-one", "no one"}
PEOPLE = _words("""
    engineer engineers developer developers dev devs operator operators on-call oncall on-caller
    responder responders admin admins administrator administrators sre sres team teams member members
    staff colleague colleagues manager managers lead leads reviewer reviewers author authors maintainer
    maintainers owner owners contributor contributors employee employees technician technicians support
    vendor vendors contractor contractors supplier suppliers management leadership people person
    commander commanders dba dbas analyst analysts tester testers qa ops devops crew intern interns
    organisation organization company department squad tribe scribe presenter approver approvers
    committer programmer programmers architect architects director directors consultant consultants
    hotline helpdesk service-desk coordinator individual individuals human humans newcomer newcomers
    junior juniors senior seniors specialist specialists expert experts moderator preparer shift
    stakeholder stakeholders partner partners
    """)
# People outside: what they could have seen is an estimate, and advice to them is no order.
PUBLIC = _words("""
    user users customer customers client clients public visitor visitors subscriber subscribers you
    consumer consumers guest guests citizen citizens reader readers merchant merchants passenger
    passengers patient patients
    """)
MACHINES = _words("""
    access account accounts address addresses agent agents alarm alarms alert alerts alerting api apis
    app application applications apps automation autoscaler backend backup backups balancer balancers
    batch binary board bot branch browser bucket build builds bug cache caches cdn certificate
    certificates change channel check checks chart client cluster clusters code collector component
    components config configs configuration configurations connection connections console consumer
    container containers control controller controllers controls cpu cron cronjob daemon dashboard
    dashboards data database databases db deploy deployer deploys deployment deployments detector
    device devices disk disks dns document domain driver email emails endpoint endpoints engine
    environment error errors event events exporter failover feature file files filter firewall fix flag
    flags function functions gateway graph graphs group groups handler hardware health-check host hosts
    image images index ingress instance instances integration interface it job jobs kernel key keys
    kubelet lambda layer leader library limit line lines link links lint linter listener load lock
    lockfile log logger logging logs machine machines mail mails memory message messages metric metrics
    microservice middleware migration migrations mirror model module modules monitor monitoring
    monitors network node nodes notification notifications object objects office-network operator-pod
    package packages packet packets page pages pager pagers parser part partition patch path payload
    pipeline pipelines platform plugin pod pods policy pool pools port probe probes process processes
    processor producer program programs proxies proxy queries query queue queues rack record records
    region registry release releases replica replicas replication repo repository request requests
    resolver resource resources response responses restore retries retry rollback rollout route router
    routers routes rule rules runbook runner runners scan scheduler schema script scripts search secret
    secrets sensor server servers service services session sessions setting settings shard shards
    sidecar signal site software stack storage stream streams subnet switch switches sync system
    systems table tables task tasks template templates terminal test tests thread threads ticket
    tickets timeout timer token tokens tool tools topic traffic trigger triggers tunnel unit update
    updates upgrade upgrades url validation validator value version versions vm vms volume volumes
    warning warnings watchdog watcher webhook webhooks website worker workers workflow workload
    workloads zone zones
    """)
# "the secrets manager", "the postgres operator": a machine when the word before it is one, or is a name.
PERSON_OR_MACHINE = _words("manager managers operator operators owner lead leads support coordinator")
QUANTIFIERS = _words(
    "one some all none several most both each either neither many few any half part number majority rest"
)

# Acts that were expected of a person. The verb's stem and its forms; "see", "have" and "receive" are facts, not acts.
_ACTS = """
acknowledge acknowledged acknowledged|act acted acted|address addressed addressed|announce announced announced
|anticipate anticipated anticipated|ask asked asked|assess assessed assessed|bother bothered bothered
|catch caught caught|check checked checked|communicate communicated communicated|compare compared compared
|confirm confirmed confirmed|consider considered considered|consult consulted consulted
|coordinate coordinated coordinated|disable disabled disabled|document documented documented
|engage engaged engaged|ensure ensured ensured|escalate escalated escalated|evaluate evaluated evaluated
|examine examined examined|exercise exercised exercised|follow followed followed|foresee foresaw foreseen
|identify identified identified|inform informed informed|inspect inspected inspected
|investigate investigated investigated|involve involved involved|look looked looked|mention mentioned mentioned
|monitor monitored monitored|notice noticed noticed|notify notified notified|pay paid paid|plan planned planned
|practise practised practised|practice practiced practiced|prepare prepared prepared|question questioned questioned
|raise raised raised|react reacted reacted|read read read|realise realised realised|realize realized realized
|recognise recognised recognised|recognize recognized recognized|rehearse rehearsed rehearsed
|remember remembered remembered|report reported reported|respond responded responded|review reviewed reviewed
|revoke revoked revoked|rotate rotated rotated|share shared shared|speak spoke spoken|spot spotted spotted
|study studied studied|take took taken|tell told told|test tested tested|think thought thought|try tried tried
|understand understood understood|validate validated validated|verify verified verified|watch watched watched
|warn warned warned|write wrote written|make made made|account accounted accounted|appreciate appreciated appreciated
|audit audited audited|update updated updated|set set set|roll rolled rolled|clean cleaned cleaned|pause paused paused
|detect detected detected|call called called|page paged paged|stop stopped stopped|schedule scheduled scheduled
|do did done|declare declared declared|hand handed handed
"""
_FORMS = [entry.split() for entry in _ACTS.replace("\n", " ").split("|") if entry.strip()]
ACTS = frozenset(forms[0] for forms in _FORMS)
ACTS_PAST = frozenset(forms[1] for forms in _FORMS)
ACTS_PARTICIPLE = frozenset(forms[2] for forms in _FORMS)
# In the passive nobody is named; these are still acts of people, and "was deleted" is not.
PASSIVE_ACTS = _words("""
    acknowledged addressed announced anticipated assessed caught checked communicated considered
    consulted coordinated documented escalated evaluated examined exercised followed foreseen handled
    identified inspected investigated noticed planned practised practiced questioned recognised
    recognized rehearsed reviewed spotted studied tested thought tried understood validated verified
    audited
    """)
# "should have been ...": the acts above, and what else a person is expected to have done.
EXPECTED_ACTS = PASSIVE_ACTS | _words("""
    rushed avoided prevented mitigated detected found seen fixed resolved done made taken raised
    followed known informed-of updated configured monitored added removed disabled rolled discussed
    agreed asked called declared pinned cleaned improved approved applied changed upgraded performed
    conducted run
    """)
AVOIDABLE = _words("""
    prevented avoided caught detected noticed spotted identified resolved mitigated found fixed
    addressed reduced shortened handled communicated tested done improved anticipated foreseen
    discovered escalated restored prepared predicted diagnosed recognised recognized minimised
    minimized limited
    """)
BETTER = _words(
    "better faster quicker clearer sooner earlier prepared careful smoother diligent cautious thorough proactive"
)
# What might have happened, by luck or by estimate: "we could have lost the database".
LUCK = _words("""
    helped lost suffered ended run hit faced experienced caused gone become received had seen happened broken
    failed crashed overwhelmed affected impacted needed exceeded remained continued resulted led
    """)
PERCEIVED = _words("""
    noticed caught seen known prevented avoided spotted detected found realised realized discovered
    understood recognised recognized identified reacted responded acted
    """)
# Passive of a person as the one who is told: expected behaviour of a system, not a demand on the person.
TOLD = _words("told paged notified alerted informed given warned asked able called contacted woken")
SIGNALS = _words("""
    alert alerts warning warnings page pages message messages ticket tickets email emails mail
    notification notifications sign signs symptom symptoms alarm alarms report reports signal signals
    indicator indicators clue clues step steps runbook procedure instructions detail details
    """)
IRREGULAR_PARTICIPLES = _words("""
    been seen known done gone taken given made caught thought run set read kept left told found sent
    written chosen got gotten begun understood paid put held built brought bought broken spoken shown
    grown drawn driven cut shut let hit met led felt heard lost won sold stood spent split spread woken
    worn withdrawn overseen foreseen rolled come become
    """)
# Before a noun these describe it: "should have limited access" is a wish, not a reproach.
DESCRIBING = _words("""
    limited detailed automated dedicated documented standardized standardised enforced shared required
    related increased improved centralized centralised managed unlimited restricted reserved defined
    isolated redundant encrypted supported agreed advanced extended reduced combined unified written
    set
    """)
# What an investigation looks for: that it "was not identified" is its outcome, and no omission.
FINDINGS = _words(
    "cause causes trigger triggers reason reasons mechanism combination culprit source scope extent"
)
DETERMINERS = _words("the a an this that these those our its their his her your my it them him us all any")
PREPOSITIONS = _words(
    "of in on at for from with by to within across behind under between during after before about as against"
)
CONJUNCTIONS = _words("and but or nor yet then")
CLAUSE_STARTS = _words(
    "because so when while if although though since that which whether until unless as where whereas once"
)
AUXILIARIES = _words("""
    had has have did does do would was were is are be been being will may might can could should must
    shall not never also then still just simply even again ever only first both already once all later
    always often too almost initially
    """)
# "our error budget", "Kafka's fault tolerance": no error and no fault of a person.
ERROR_OF_A_MACHINE = _words("""
    budget budgets rate rates log logs page pages message messages handling handler count counts tracking code codes
    reporting ratio threshold tolerance injection domain domains logging boundary response responses volume
    """)
# What an operator or a manager does that is a program.
MACHINE_ACTS = _words("""
    reconcile start boot schedule connect resolve mount pull scrape replicate allocate render parse sync promote load
    bind compile deserialize elect evict fetch flush index initialise initialize join launch renew respond rotate
    """)
