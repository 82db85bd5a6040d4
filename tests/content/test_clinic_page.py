"""The clinic's web page against the words of the handouts: nothing lost, nothing invented.

`PAGE` is the web page, fact by fact, in its own order and words. Beside each fact stand the words
of ours that say it, and in which text of the content they do. A new medical statement needs a
line here, and so a place on the page that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from brochures.content.model import Content, dial

PAGE = """
== What is Treatment-Resistant Depression?
sections.definition
  What is Treatment-Resistant Depression? | title: What is treatment-resistant depression?
  failure to achieve significant improvement | lead: does not get much better | short: stays
  after adequate trials | lead: after a fair try | short: fair try
  of at least two | lead: two or more | short: two or more
  antidepressant medications | lead: antidepressants | short: antidepressants
  from different classes | lead: They were of different kinds | short: kinds of antidepressants
  goes beyond typical depression in several ways | lead: beyond usual depression in four ways
sections.definition.for_clinicians
  treatment-resistant depression is | title: Definition
  failure to achieve significant symptom improvement | lead: No significant improvement in symptoms
  after adequate trials | lead: after adequate trials
  of at least two antidepressants | lead: at least two antidepressants
  from different classes | lead: different pharmacological classes
sections.definition.items[0]
  persistent symptoms | name: The symptoms stay | medical: Persistent symptoms
  remain unchanged | text: Your symptoms stay the same
    | for_clinicians: Unchanged
  or minimally improved | text: get only a little better
    | for_clinicians: minimally improved
  despite conventional treatments | text: with the usual treatments
    | for_clinicians: despite conventional treatment
sections.definition.items[1]
  lack of response | name: little help | medical: Lack of response | text: They did not help enough
  to multiple therapeutic interventions | name: Many treatments | text: tried several
    | for_clinicians: multiple interventions
  including various medications | text: medicines
    | for_clinicians: medications
  and psychotherapy approaches | text: kinds of talk therapy
    | for_clinicians: psychotherapy
sections.definition.items[2]
  continued impairment | name: still hard | medical: Continued impairment | text: still suffer
  in daily functioning | name: Daily life | text: Daily tasks
    | for_clinicians: daily functioning
  relationships | text: your relationships | for_clinicians: relationships
  and quality of life | text: quality of life | for_clinicians: quality of life
  despite ongoing treatment | text: even though you are being treated
    | for_clinicians: despite treatment
sections.definition.items[3]
  complex symptom patterns | name: Other problems add to it | medical: Complex symptom patterns
  that may include severe cognitive difficulties | text: There may be severe trouble with thinking
    | for_clinicians: May include severe cognitive difficulties
  treatment-emergent side effects | text: side effects of treatment
    | for_clinicians: treatment-emergent side effects
  and comorbid conditions | text: other illnesses at the same time
    | for_clinicians: comorbid conditions

== Symptoms of Treatment-Resistant Depression
sections.symptoms
  Symptoms | title: How it can feel
  standard depressive symptoms | lead: often those of any depression
    | short: Much like any depression
  intensified | lead: stronger | short: often stronger
  along with unique characteristics | lead: Others
  that distinguish it from treatment-responsive depression | lead: set it apart
sections.symptoms.groups[0]
  Emotional Symptoms | title: Feelings | for_clinicians: Emotional symptoms
sections.symptoms.groups[0].items[0]
  Persistent Despair | name: Despair | medical: Persistent despair
  overwhelming hopelessness | text: crushing lack of hope | short: Hope seems out
  persists despite treatment attempts | text: stays, whatever you try
  a sense that recovery is impossible | text: sure that you cannot get well
sections.symptoms.groups[0].items[1]
  Treatment Demoralization | name: Worn down | medical: Treatment demoralization
  frustration | text: frustrated | short: Frustrated
  anger | text: angry
  or resignation | text: just put up with it
  related to failed treatment | text: Treatments have failed | short: when treatments fail
  and ongoing suffering | text: still suffer
sections.symptoms.groups[0].items[2]
  Emotional Numbness | name: Numb | medical: Emotional numbness
  complete absence of emotional response | text: You feel nothing at all
  inability to experience joy | text: no joy | short: No joy
  sadness | text: no sadness | short: no sadness
  or connection with others | text: no bond with others | short: no bond
sections.symptoms.groups[1]
  Cognitive Symptoms | title: Thinking | for_clinicians: Cognitive symptoms
sections.symptoms.groups[1].items[0]
  Severe Concentration Deficits | name: Hard to focus | medical: Severe concentration deficits
  profound difficulty with focus | text: very hard to focus | short: Hard
  decision-making | text: to decide | short: decide
  and memory | text: to remember | short: remember
  that significantly impacts work | text: Work
  and daily activities | text: daily tasks suffer
sections.symptoms.groups[1].items[1]
  Treatment Pessimism | name: No trust in treatment | medical: Treatment pessimism
  negative beliefs about any future treatments | text: no treatment can ever help
    | short: You doubt that anything can help
  or possibility of recovery | text: you cannot get well
sections.symptoms.groups[1].items[2]
  Cognitive Rigidity | name: Stuck | medical: Cognitive rigidity
  inflexible thinking patterns | text: Your thoughts stay on the same track
  difficult to engage with new therapeutic approaches | text: hard to take in new therapies
  or perspectives | text: new ways of seeing things | short: New ideas are hard to take in
sections.symptoms.groups[2]
  Physical Symptoms | title: Body | for_clinicians: Physical symptoms
sections.symptoms.groups[2].items[0]
  Chronic Fatigue | name: Always tired | medical: Chronic fatigue
  extreme exhaustion | text: extremely tired
  that doesn't improve with rest | text: rest does not help | short: Rest does not help
  often worsens despite treatment | text: often gets worse in spite of treatment
sections.symptoms.groups[2].items[1]
  Treatment-Related Side Effects | name: Side effects | medical: Treatment-related side effects
  accumulation from multiple treatment trials | text: many medicines add up
  weight changes | text: affect your weight | short: weight
  sexual dysfunction | text: your sex life | short: sex life
  and neurological symptoms | text: your nervous system | short: nervous system
sections.symptoms.groups[2].items[2]
  Somatic Complaints | name: Other body trouble | medical: Somatic complaints
  persistent symptoms such as chronic pain | text: You have pain that stays | short: Pain
  gastrointestinal issues | text: stomach trouble | short: upset stomach
  and sleep disturbances | text: poor sleep | short: poor sleep
  don't respond to standard interventions | text: the usual care does not help

== Types and Classifications of Treatment-Resistant Depression
sections.types
  Types | title: The five types
sections.types.for_clinicians
  Types | title: Types
sections.types.items[0]
  Medication-Resistant Depression | name: Medicine does not help enough
    | medical: Medication-resistant depression
  adequate trials | text: a fair try
  failure to respond | text: None helped enough | for_clinicians: No response
  to trials of multiple antidepressants | text: several antidepressants
  across different classes | text: of different kinds | for_clinicians: across classes
  SSRIs | text: SSRIs | for_clinicians: SSRIs
  SNRIs | text: SNRIs | for_clinicians: SNRIs
  tricyclics | text: tricyclics | for_clinicians: TCAs
  and MAOIs | text: MAOIs | for_clinicians: MAOIs
sections.types.items[1]
  Therapy-Resistant Depression | name: Talk therapy does not help enough
    | medical: Therapy-resistant depression
  limited response | text: helped only a little | for_clinicians: Limited response
  to evidence-based psychotherapies | text: Talk therapy that research supports
    | for_clinicians: evidence-based therapy
  cognitive behavioral therapy | text: cognitive behavioral | for_clinicians: CBT
  interpersonal therapy | text: interpersonal | for_clinicians: IPT
  or dialectical behavior therapy | text: dialectical behavior therapy | for_clinicians: DBT
  combined with medication | text: even with medicine | for_clinicians: plus drugs
sections.types.items[2]
  Pseudo-Resistant Depression | medical: Pseudo-resistant depression
  apparent treatment resistance | name: only looks resistant
  inadequate dosing | text: dose was too low
    | for_clinicians: Inadequate dose
  insufficient treatment duration | text: time was too short
    | for_clinicians: duration
  poor medication adherence | text: medicine was not taken as planned
    | for_clinicians: poor adherence
  or unaddressed comorbid conditions | text: another condition was not treated
    | for_clinicians: unaddressed comorbidity
sections.types.items[3]
  True Treatment-Resistant Depression | name: truly resistant
    | medical: True treatment-resistant depression
  biological | text: in the body | for_clinicians: Biological
  or psychological factors | text: the mind | for_clinicians: psychological factors
  that prevent response to conventional treatments | text: keeps the usual treatments from working
    | for_clinicians: prevent response
  requiring innovative approaches | text: Often a new kind of treatment is needed
sections.types.items[4]
  Complex Treatment-Resistant Depression | name: make it complex
    | medical: Complex treatment-resistant depression
  psychiatric comorbidities | text: Several other conditions of the mind
    | for_clinicians: Multiple psychiatric comorbidities
  personality disorders | text: personality disorder | for_clinicians: personality
  substance use disorders | text: drug or alcohol problems | for_clinicians: substance use
  or severe psychosocial stressors | text: severe stress | for_clinicians: stressors

== Causes of Treatment-Resistant Depression
sections.causes
  Causes | title: Why it happens | lead: Five kinds of causes | short: play a part
  impact treatment effectiveness | lead: make treatment work less well
sections.causes.items[0]
  Genetic Factors | name: Genes | medical: Genetic factors
  inherited variations in genes | text: genes you inherit
  genes responsible for neurotransmitter metabolism | text: the brain's messengers
  drug processing | text: your body handles medicines | short: handles medicines
  and stress response | text: stress | short: stress
  impact treatment effectiveness | text: change how well treatment works
  family history | text: runs in your family
  increases susceptibility | text: Your risk is higher
sections.causes.items[1]
  Neurobiological Complexity | name: The brain | medical: Neurobiological complexity
  alterations in brain structure | text: how the brain is built | short: in its build
  and function | text: works play a part
  changes in neuroplasticity | text: its power to adapt
  inflammatory processes | text: inflammation | short: inflammation
  neurotransmitter systems | text: messengers | short: its messengers
  beyond serotonin | text: other than serotonin
  and norepinephrine | text: norepinephrine
sections.causes.items[2]
  Comorbid Medical Conditions | name: Other illnesses | medical: Comorbid medical conditions
  chronic illnesses | text: Long-term illness
  diabetes | text: Diabetes | short: Diabetes
  cardiovascular disease | text: heart disease | short: heart disease
  autoimmune disorders | text: autoimmune disease
  and neurological conditions | text: disease of the brain and nerves
  can interfere with effectiveness | text: Antidepressants may work less well
  complicate treatment approaches | text: treatment gets harder to plan
sections.causes.items[3]
  Psychiatric Comorbidities | name: Other mental health conditions
    | medical: Psychiatric comorbidities
  co-occurring anxiety disorders | text: Anxiety | short: Anxiety
  personality disorders | text: personality disorder
  post-traumatic stress disorder | text: post-traumatic stress disorder | short: PTSD
  or substance use disorders | text: drug and alcohol problems | short: addiction
  standard treatments may not adequately address
    | text: usual treatment of depression may not reach them
sections.causes.items[4]
  Psychosocial Stressors | name: Stress in your life | medical: Psychosocial stressors
  ongoing trauma | text: Trauma | short: Trauma
  chronic stress | text: stress
  social isolation | text: loneliness | short: loneliness
  financial hardship | text: money trouble | short: money
  or relationship conflicts | text: conflict | short: conflict
  ongoing | text: may go on and on
  can perpetuate symptoms | text: keep depression going | short: feed it
  despite biological interventions | text: even with medical treatment

== Advanced Treatment Options for Treatment-Resistant Depression
sections.options
  Treatment Options | title: What can help
  when conventional approaches prove insufficient | lead: usual treatments are not enough
  several advanced options | lead: there are others | short: four ways to go on
  offer hope | lead: They offer hope | short: They offer hope
sections.options.for_clinicians
  Treatment Options | title: Treatment options
sections.options.groups[0]
  Pharmacological Approaches | title: Medicine | for_clinicians: Pharmacological
sections.options.groups[0].items[0]
  Ketamine | name: Ketamine
  and Esketamine | name: esketamine
  rapid-acting | text: They work fast | short: work fast | for_clinicians: Rapid-acting
  through NMDA receptor modulation | text: NMDA receptor | for_clinicians: NMDA receptor modulation
  relief for some individuals | text: Some people feel better | for_clinicians: relief for some
  within hours | text: in hours | for_clinicians: within hours
  or days | text: days | for_clinicians: days
  rather than weeks | text: not weeks
sections.options.groups[0].items[1]
  Augmentation Strategies | name: second medicine | medical: Augmentation strategies
  adding medications | text: A medicine is added | short: added to yours | for_clinicians: added
  lithium | text: lithium | for_clinicians: Lithium
  thyroid hormones | text: thyroid hormone | for_clinicians: thyroid hormone
  antipsychotics | text: antipsychotic | for_clinicians: antipsychotic
  or anticonvulsants | text: anticonvulsant | for_clinicians: anticonvulsant
  to enhance effectiveness | text: make your antidepressant work better
sections.options.groups[0].items[2]
  Pharmacogenetic Testing | name: gene test | medical: Pharmacogenetic testing
  genetic analysis | text: looks at your genes
  to guide medication selection | text: helps to choose | short: guide the choice
    | for_clinicians: Guides drug selection
  individual metabolic profiles | text: how your body handles medicines
    | for_clinicians: metabolic profile
  and likely treatment response | text: one that may work for you | for_clinicians: likely response
sections.options.groups[1]
  Psychotherapy Techniques | title: Talk therapy | for_clinicians: Psychotherapy
sections.options.groups[1].items[0]
  Dialectical Behavior Therapy (DBT) | name: DBT | medical: Dialectical behavior therapy
  intensive therapy | text: intensive | for_clinicians: Intensive
  cognitive-behavioral techniques | text: work on your thoughts and habits
    | for_clinicians: Cognitive-behavioral techniques
  mindfulness | text: mindful | for_clinicians: mindfulness
  distress tolerance skills | text: get through distress | for_clinicians: distress tolerance
  emotional regulation | text: steer strong feelings | short: steer strong feelings
sections.options.groups[1].items[1]
  Acceptance and Commitment Therapy (ACT) | name: ACT | medical: Acceptance and commitment therapy
  psychological flexibility | text: more flexible | for_clinicians: Psychological flexibility
  value-based living | text: live by what you value | short: live by what you value
    | for_clinicians: value-based living
  rather than symptom elimination | text: not to get rid of each symptom
    | for_clinicians: rather than symptom elimination
sections.options.groups[1].items[2]
  Eye Movement Desensitization and Reprocessing (EMDR) | name: EMDR
    | medical: Eye movement desensitization and reprocessing
  particularly effective | text: works especially well | for_clinicians: Particularly effective
  when trauma contributes to resistance | text: when trauma is one reason
    | short: when trauma plays a part | for_clinicians: when trauma contributes to resistance
sections.options.groups[2]
  Neurostimulation | title: Brain stimulation | for_clinicians: Neurostimulation
sections.options.groups[2].items[0]
  Transcranial Magnetic Stimulation (TMS) | name: TMS | medical: Transcranial magnetic stimulation
  non-invasive procedure | text: no surgery | short: no surgery | for_clinicians: Non-invasive
  using magnetic fields | text: Magnetic fields | short: magnetic fields
    | for_clinicians: magnetic fields
  to stimulate specific brain regions | text: stimulate parts of the brain
    | for_clinicians: stimulate regions
  involved in mood regulation | text: control mood | for_clinicians: regulate mood
  significant promise for treatment-resistant cases
    | text: great promise when other treatments have failed
    | for_clinicians: significant promise in resistant cases
sections.options.groups[2].items[1]
  Electroconvulsive Therapy (ECT) | name: ECT | medical: Electroconvulsive therapy
  highly effective | text: works very well | for_clinicians: Highly effective
  for severe, treatment-resistant depression | text: severe depression that resists treatment
    | for_clinicians: severe, treatment-resistant depression
  particularly when rapid response is needed | text: above all when help is needed fast
    | short: when help is needed fast | for_clinicians: particularly when rapid response is needed
sections.options.groups[2].items[2]
  Deep Brain Stimulation (DBS) | name: DBS | medical: Deep brain stimulation
  surgical intervention | text: A surgeon | short: surgery | for_clinicians: Surgically
  for the most severe cases | text: for the most severe cases | short: in the severest cases
    | for_clinicians: most severe cases
  implanted electrodes | text: places electrodes in the brain | for_clinicians: implanted electrodes
  continuous brain stimulation | text: stimulate it without a break
    | for_clinicians: continuous stimulation
sections.options.groups[3]
  Integrative and Lifestyle | title: Daily life | for_clinicians: Integrative and lifestyle
sections.options.groups[3].items[0]
  Intensive Exercise Programs | name: Exercise | medical: Intensive exercise programs
  intensive | text: An intensive
  structured | text: planned | short: planned | for_clinicians: Structured
  supervised | text: supervises | short: supervised | for_clinicians: supervised
  effects comparable to medication | text: help as much as medicine
    | for_clinicians: comparable to medication
  for some individuals | text: For some people | for_clinicians: in some
sections.options.groups[3].items[1]
  Nutritional Psychiatry | name: Food | medical: Nutritional psychiatry
  targeted nutritional interventions | text: Food and supplements that are chosen for you
  omega-3 fatty acids | text: omega-3 fatty acids | short: omega-3
    | for_clinicians: Omega-3 fatty acids
  vitamin D supplementation | text: vitamin D | short: vitamin D
    | for_clinicians: vitamin D supplements
  anti-inflammatory diets | text: diet that calms inflammation
    | for_clinicians: anti-inflammatory diet
sections.options.groups[3].items[2]
  Sleep Optimization | name: Sleep | medical: Sleep optimization
  comprehensive sleep disorder evaluation | text: full check for sleep disorders | short: checked
    | for_clinicians: Sleep disorder evaluation
  and treatment | text: their treatment | short: treated | for_clinicians: treatment
  circadian rhythm regulation | text: your body clock for day and night
    | for_clinicians: circadian regulation

== Consequences of Untreated Treatment-Resistant Depression
sections.consequences
  Consequences of Untreated Depression | title: If it is not treated
    | lead: Without treatment, it can do harm
sections.consequences.for_clinicians
  Consequences of Untreated Depression | title: The cost of waiting
sections.consequences.items[0]
  Medical Complications | name: Your health | medical: Medical complications
  significantly increased risk | text: is much higher | for_clinicians: Significantly higher risk
  cardiovascular disease | text: heart disease | for_clinicians: cardiovascular disease
  diabetes | text: diabetes | for_clinicians: diabetes
  stroke | text: stroke | for_clinicians: stroke
  autoimmune disorders | text: autoimmune disease | for_clinicians: autoimmune disorders
  accelerated aging | text: So is the risk of aging faster | for_clinicians: accelerated aging
  chronic stress creates systemic inflammation
    | text: Constant stress causes inflammation all through the body
  that damages multiple organ systems | text: harms many organs
sections.consequences.items[1]
  Functional Impairment | name: Work | medical: Functional impairment
  severe limitations in work performance | text: Work becomes very hard
  often resulting in disability | text: often leads to disability | for_clinicians: Disability
  financial instability | text: money trouble | for_clinicians: financial instability
  loss of career trajectory | text: loss of a career | for_clinicians: loss of career
  basic self-care increasingly difficult | name: daily life | text: basic self-care gets harder
    | for_clinicians: declining self-care
sections.consequences.items[2]
  Relationship Deterioration | name: People close to you | medical: Relationship deterioration
  strain on family relationships | text: Family | for_clinicians: Family
  friendships | text: friends | for_clinicians: friends
  and romantic partnerships | text: partners feel the strain | for_clinicians: partners
  persistent symptoms | text: Your symptoms stay
  emotional unavailability | text: seem far away
  burden of ongoing struggles | text: the struggle weighs on everyone
sections.consequences.items[3]
  Increased Suicide Risk | name: The risk of suicide | medical: Increased suicide risk
  substantially higher | text: much higher | for_clinicians: Substantially higher
  with hopelessness about recovery | text: when people lose hope | for_clinicians: hopelessness
  and treatment failure | text: treatments have failed | for_clinicians: treatment failure
sections.consequences.items[4]
  Secondary Mental Health Conditions | name: Other conditions
    | medical: Secondary mental health conditions
  anxiety disorders | text: Anxiety | for_clinicians: Anxiety
  substance use disorders | text: drug and alcohol problems | for_clinicians: substance use
  other psychiatric complications | text: other conditions can follow
    | for_clinicians: other disorders
  that further complicate treatment | text: make treatment harder still

== Our Core Treatments
sections.treatments
  Our Core Treatments | title: Our treatments
  Our Core Treatments | lead: We offer three TMS treatments
sections.treatments.for_clinicians
  Our Core Treatments | title: TMS at our clinic
sections.treatments.items[0]
  TMS for Depression | name: TMS for depression
  our new dTMS device | text: Our new dTMS device | for_clinicians: dTMS device
  deeper than traditional TMS | text: deeper than traditional TMS | for_clinicians: deeper
  and cover more area | text: covers more area
    | for_clinicians: broader than traditional TMS
  providing better results | text: for better results
sections.treatments.items[1]
  TMS for OCD | name: TMS for OCD | medical: Obsessive-compulsive disorder
  device approved by the FDA | text: cleared by the FDA | for_clinicians: cleared by the FDA
  and covered by insurance | text: Insurance covers it | for_clinicians: covered by insurance
sections.treatments.items[2]
  TMS for Addictions | name: TMS for addictions
  smoking cessation | text: quit smoking | medical: Smoking cessation
  recently approved by the FDA | text: now has FDA clearance
    | for_clinicians: recently cleared by the FDA
  for our Brainsway device | text: Our BrainsWay device | for_clinicians: BrainsWay device
  talk to us about your addictions | text: Talk to us about your addictions

== Get In Touch With Us
clinic
  TMS for Depression, OCD, Addictions | tagline: TMS for depression, OCD and addictions
  e-mail | email: info@lifequalitytms.com
clinic.phone
  in digits | number: (718) 400-0867
  as a word | spelled: (718) 4000-TMS
clinic.address
  street and suite | street: 26 Court St., Ste 808
  city | city: Brooklyn
  state | state: NY
  zip | zip: 11201

== Said again on the cover and in the summary.
cover
  at least two medications | title: after two medicines
  failed treatment attempts | lead: You have not failed
  options offer hope | lead: There are other treatments, and they offer hope
summary
  failure of at least two medications | points[0]: fair try of two kinds of antidepressants
  Causes | points[1]: several causes
  genetic factors | points[1]: Genes
  neurobiological complexity | points[1]: the brain
  comorbid conditions | points[1]: other illnesses
  psychosocial stressors | points[1]: stress can all play a part
  several advanced options | points[2]: There are other treatments
  offer hope | points[2]: they offer hope
  TMS | points[2]: TMS is one of them
  our core treatments | points[2]: We offer it here
  untreated | points[3]: Do not wait. Untreated
  medical complications | points[3]: harm your health
  functional impairment | points[3]: your work
  relationship deterioration | points[3]: your bonds with others
"""
"""Below a heading of the page: a place in the content; further in, fact | key: words | key: words.

A line that begins with a bar goes on with the fact above it.
"""

NOT_FROM_THE_PAGE = {
    "language": "about the words, not one of them",
    "clinic.name": "the page bears it in its e-mail address",
    "crisis": "added, because the page speaks of suicide; from 988lifeline.org",
    "review": "dates of our own",
    "titles": "name the handouts",
    "summary.title": "a heading",
    "next_step": "how to reach the clinic, in our words",
    "referral": "how to reach the clinic, in our words",
    "drawings": "describe the drawings",
    "labels": "small words around the text",
    "desk": "speaks to the front desk",
    "printing": "about the paper",
}
"""What needs no fact, and why."""

REFUSED = {
    "approved": "the FDA clears or authorizes devices; 21 CFR 807.97",
    "only device": "would have to be shown each day; FTC Health Products Compliance Guidance",
    "best": "likewise",
    "cure": "likewise",
    "cures": "likewise",
    "cured": "likewise",
    "guarantee": "likewise",
    "guaranteed": "likewise",
    "proven": "likewise",
    "breakthrough": "likewise",
    "risk-free": "likewise",
    "committed suicide": "blames; guidance on reporting suicide",
}
"""Words that no handout may use, and why."""

CLAUSE = re.compile(
    r"""
    \b (?!(?:and|or)\b) \w.*?
    (?= [.,;:?!()] | \b(?:and|or)\b | $)
    """,
    re.VERBOSE,
)


class Said(NamedTuple):
    """A fact of the page, and what says it."""

    fact: str
    place: str
    key: str
    words: str

    @property
    def path(self) -> str:
        """Where in the content the words stand."""
        return f"{self.place}.{self.key}"


def facts_of(page: str) -> Iterator[Said]:
    """Yield what says the facts in a table such as PAGE."""
    place = ""
    for line in page.replace("\n    |", " |").splitlines():
        if line.startswith("  "):
            fact, *said = line.strip().split(" | ")
            for words in said:
                yield Said(fact, place, *words.split(": ", 1))
        elif not line.startswith("=="):
            place = line


FACTS = list(facts_of(PAGE))


def texts_in(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the words of every text in a part of the content."""
    match part:
        case str():
            yield path, part
        case dict():
            for key, value in part.items():
                yield from texts_in(value, f"{path}.{key}".lstrip("."))
        case list():
            for index, value in enumerate(part):
                yield from texts_in(value, f"{path}[{index}]")


@pytest.fixture(scope="module")
def texts(content: Content) -> Mapping[str, str]:
    """Every text of the content by its path."""
    return dict(texts_in(content.model_dump(mode="json")))


@pytest.mark.parametrize("said", FACTS, ids=lambda said: f"{said.path}: {said.fact}")
def test_what_the_page_says(texts: Mapping[str, str], said: Said) -> None:
    """Each fact of the page is said where the table says."""
    assert said.words.casefold() in texts[said.path].casefold()


def test_patients_are_told_all() -> None:
    """No fact of the page is for physicians alone."""
    told = {(said.place, said.fact) for said in FACTS if said.key != "for_clinicians"}
    of_both = [said for said in FACTS if not said.place.endswith("for_clinicians")]
    assert [said for said in of_both if (said.place, said.fact) not in told] == []


def test_nothing_is_invented(texts: Mapping[str, str]) -> None:
    """Each clause of each text says a fact of the page, or something listed as not from there."""
    assert {
        path: clauses
        for path, text in texts.items()
        if not path.startswith(tuple(NOT_FROM_THE_PAGE)) and (clauses := unsourced(path, text))
    } == {}


def unsourced(path: str, text: str) -> list[str]:
    """Return the clauses of a text that none of the facts at its path touches."""
    spans = [
        found.span()
        for said in FACTS
        if said.path == path
        for found in re.finditer(re.escape(said.words), text, re.IGNORECASE)
    ]
    return [
        clause[0].strip()
        for clause in CLAUSE.finditer(text)
        if not any(start < clause.end() and end > clause.start() for start, end in spans)
    ]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("sections.causes.items[2].text", "Diabetes, gout and heart disease.", ["gout"]),
        ("sections.causes.items[2].text", "Diabetes. It hurts.", ["It hurts"]),
        ("sections.causes.items[2].short", "Diabetes or heart disease", []),
        ("sections.causes.items[9].text", "A new cause", ["A new cause"]),
    ],
)
def test_what_is_invented_is_found(path: str, text: str, found: list[str]) -> None:
    """A clause, a sentence or an item that the page does not have is found."""
    assert unsourced(path, text) == found


def test_nothing_is_excused_in_vain(texts: Mapping[str, str]) -> None:
    """What is listed as not from the page is there."""
    assert [
        part for part in NOT_FROM_THE_PAGE if not any(path.startswith(part) for path in texts)
    ] == []


def test_counts(content: Content) -> None:
    """There are as many marks, symptoms, types, causes, options and so on as on the page."""
    sections = content.sections
    assert sections.types
    assert sections.causes
    assert sections.consequences
    assert len(sections.definition.items) == 4
    assert [len(group.items) for group in sections.symptoms.groups] == [3, 3, 3]
    assert len(sections.types.items) == 5
    assert len(sections.causes.items) == 5
    assert [len(group.items) for group in sections.options.groups] == [3, 3, 3, 3]
    assert len(sections.consequences.items) == 5
    assert len(sections.treatments.items) == 3


def test_only_tms_is_offered(content: Content) -> None:
    """Of all options the clinic offers TMS, and no other."""
    options = [item for group in content.sections.options.groups for item in group.items]
    assert [item.name for item in options if item.offered] == ["TMS"]


def test_contact_is_exact(content: Content) -> None:
    """The clinic is reached as its page says, and both spellings dial one number."""
    clinic = content.clinic
    assert clinic.email == "info@lifequalitytms.com"
    assert clinic.address.lines == ("26 Court St., Ste 808", "Brooklyn, NY 11201")
    assert (clinic.phone.number, clinic.phone.spelled) == ("(718) 400-0867", "(718) 4000-TMS")
    assert dial("(718) 400-0867") == dial("(718) 4000-TMS") == "+17184000867"


@pytest.mark.parametrize("words", REFUSED)
def test_refused_words(texts: Mapping[str, str], words: str) -> None:
    """No text uses words that the handouts must not use."""
    refused = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    assert [path for path, text in texts.items() if refused.search(text)] == []


def test_crisis_line(content: Content) -> None:
    """Whoever reads of suicide is told to call or text 988, and where to chat."""
    crisis = content.crisis
    assert (crisis.number, crisis.website) == ("988", "988lifeline.org")
    assert re.search(r"\bcall or text \{number\}", crisis.call, re.IGNORECASE)
    assert re.search(r"\bchat at \{website\}", crisis.chat, re.IGNORECASE)
