namespace AdsSimulator.Exports;

/// <summary>What can be exported: the path it is asked for on, its media type, and the ending of its ids.</summary>
internal sealed record ExportKind(string Path, string MediaType, string Suffix)
{
    public static readonly IReadOnlyList<ExportKind> All =
    [
        new("campaigns", "application/vnd.campaignsexport.v1+json", "C"),
        new("adGroups", "application/vnd.adgroupsexport.v1+json", "A"),
        new("ads", "application/vnd.adsexport.v1+json", "AD"),
        new("targets", "application/vnd.targetsexport.v1+json", "T"),
    ];

    /// <summary>The kind of an id's ending. Ads have two: <c>AD</c> and the older <c>R</c>.</summary>
    public static ExportKind? Find(string suffix) => All.FirstOrDefault(k => k.Suffix == (suffix == "R" ? "AD" : suffix));
}
