using McpProxy.Configuration;
using McpProxy.Configuration.Imports;

namespace McpProxy.Admin;

/// <summary>Degraded while an import serves something that its sources no longer say: it works, so that the process keeps its traffic.</summary>
internal sealed class ImportReadiness(ImportLog imports) : IReadinessCheck
{
    /// <summary>The log has all of it; an answer to anybody stays small.</summary>
    private const int MostOfAReason = 300;

    public IEnumerable<ReadinessReason> Examine() =>
        from report in imports.Last
        where report is { OldSince: not null, WhyOld: not null }
        select new ReadinessReason("imports", ReadinessStatus.Degraded, $"{report.Path} is not as its sources say since {report.OldSince:u}: {Cut(OneLine.Of(report.WhyOld!))}");

    private static string Cut(string text) => text.Length <= MostOfAReason ? text : $"{text[..MostOfAReason]}…";
}
