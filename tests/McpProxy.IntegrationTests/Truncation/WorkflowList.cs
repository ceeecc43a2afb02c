namespace McpProxy.IntegrationTests.Truncation;

/// <summary>A list with a cursor, and what its limits leave of it, whoever sets them.</summary>
internal static class WorkflowList
{
    public const string Json = """{"workflows":[1,2,3,4,5],"nextToken":"t"}""";
    public const string Cut = """{"workflows":[1,2],"truncated":true,"original_count":5,"returned_count":2,"_truncation":[{"pointer":"/workflows","original_count":5,"returned_count":2},{"pointer":"/nextToken","withheld":true}]}""";
    public const string Limits = """{ "MaxItems": 2, "Cursors": [ "$.nextToken" ] }""";
}
