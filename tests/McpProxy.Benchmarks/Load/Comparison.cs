namespace McpProxy.Benchmarks.Load;

/// <summary>Two scenarios measured in turn, round by round. Ratios are taken within a round, so that a busy moment of the machine is in both.</summary>
internal sealed class Comparison(Scenario subject, Scenario baseline)
{
    private readonly List<(Measurement Subject, Measurement Baseline)> _rounds = [];

    public Scenario Subject => subject;

    public Scenario Baseline => baseline;

    public void Add(Measurement subjectResult, Measurement baselineResult) => _rounds.Add((subjectResult, baselineResult));

    /// <summary>The median over the rounds of subject ÷ baseline.</summary>
    public double? Ratio(Func<Measurement, double?> value) => Medians.Of(_rounds.Select(r => value(r.Subject) / value(r.Baseline)));

    /// <summary>The median over the rounds of subject − baseline.</summary>
    public double? Difference(Func<Measurement, double?> value) => Medians.Of(_rounds.Select(r => value(r.Subject) - value(r.Baseline)));

    public double? OfSubject(Func<Measurement, double?> value) => Medians.Of(_rounds.Select(r => value(r.Subject)));

    public double? OfBaseline(Func<Measurement, double?> value) => Medians.Of(_rounds.Select(r => value(r.Baseline)));

    /// <summary>Smallest and largest ratio of the rounds: how far to trust the median.</summary>
    public (double? Low, double? High) Spread(Func<Measurement, double?> value) =>
        (_rounds.Min(r => value(r.Subject) / value(r.Baseline)), _rounds.Max(r => value(r.Subject) / value(r.Baseline)));
}
