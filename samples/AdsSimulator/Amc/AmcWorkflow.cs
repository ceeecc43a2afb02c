using System.Text.Json.Nodes;

namespace AdsSimulator.Amc;

/// <summary>A stored query.</summary>
internal sealed record AmcWorkflow
{
    public string? WorkflowId { get; init; }

    public string? SqlQuery { get; init; }

    public string? FilteredMetricsDiscriminatorColumn { get; init; }

    public JsonArray? InputParameters { get; init; }
}
