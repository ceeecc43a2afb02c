using AdsSimulator.Generated;

namespace AdsSimulator.Amc;

/// <summary>The items of generated AMC lists.</summary>
internal static class AmcTemplates
{
    private const string N = ItemTemplate.IndexPlace;

    private static readonly string[] _sources = ["dsp_impressions", "dsp_clicks", "sponsored_ads_traffic", "amazon_attributed_events_by_traffic_time"];
    private static readonly string[] _columns = ["campaign_id", "user_id", "impressions", "purchases", "total_cost"];
    private static readonly string[] _types = ["LONG", "STRING", "LONG", "LONG", "DECIMAL"];
    private static readonly string[] _workflows = ["audience_overlap", "path_to_conversion", "reach_and_frequency", "new_to_brand"];
    private static readonly string[] _statuses = ["SUCCEEDED", "SUCCEEDED", "RUNNING", "FAILED"];

    public static IReadOnlyList<ItemTemplate> Workflows { get; } =
        [.. _workflows.Select(name => new ItemTemplate(
            $$"""{"workflowId":"{{name}}_{{N}}","sqlQuery":"SELECT campaign, SUM(impressions) AS impressions FROM dsp_impressions GROUP BY campaign","filteredMetricsDiscriminatorColumn":"filtered","inputParameters":[]}"""))];

    public static IReadOnlyList<ItemTemplate> Executions { get; } =
        [.. _statuses.Select((status, i) => new ItemTemplate(
            $$"""{"workflowExecutionId":"00000000-0000-4000-8000-000{{N}}","workflowId":"{{_workflows[i]}}_{{N}}","status":"{{status}}","createTime":"2026-01-05T08:00:00Z","lastUpdatedTime":"2026-01-05T08:10:00Z","timeWindowStart":"2025-12-01T00:00:00Z","timeWindowEnd":"2026-01-01T00:00:00Z","outputS3URI":"s3://amc-results/workflow={{_workflows[i]}}/{{N}}.csv"}"""))];

    public static IReadOnlyList<ItemTemplate> Columns { get; } =
        [.. _columns.Select((name, i) => new ItemTemplate(Column(name, i, "_" + N)))];

    public static IReadOnlyList<ItemTemplate> DataSources(int columns) =>
        [.. _sources.Select(name => new ItemTemplate($"{DataSourceHead(name + "_" + N)}{string.Join(',', Enumerable.Range(0, columns).Select(c => Column(_columns[c % _columns.Length], c % _columns.Length, $"_{c}")))}]}}"))];

    /// <summary>A data source up to and including the <c>[</c> of its columns.</summary>
    public static string DataSourceHead(string id) =>
        $$"""{"dataSourceId":"{{id}}","description":"Events of the last thirteen months.","owner":"AMAZON","provider":"AMAZON","tags":[{"title":"Standard","type":"NEW"}],"outputChannels":[{"channel":{"type":"DOWNLOAD"},"outputAvailable":true}],"columns":[""";

    private static string Column(string name, int type, string suffix) =>
        $$"""{"name":"{{name}}{{suffix}}","type":"{{_types[type]}}","nullable":true,"aggregationThreshold":"LOW","description":"The {{name}} of the event."}""";
}
