namespace AdsSimulator.Exports;

/// <summary>The body of an export request.</summary>
internal sealed record ExportRequest(IReadOnlyList<string>? AdProductFilter, IReadOnlyList<string>? StateFilter);
