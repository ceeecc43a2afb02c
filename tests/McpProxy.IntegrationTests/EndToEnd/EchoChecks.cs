using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>Reads what the simulator's echo saw.</summary>
internal static class EchoChecks
{
    /// <summary>One query parameter.</summary>
    public static string? Query(this JsonNode echo, string name) =>
        echo["query"]!.AsArray().Where(pair => pair![0]!.GetValue<string>() == name).Select(pair => pair![1]!.GetValue<string>()).SingleOrDefault();

    /// <summary>One request header.</summary>
    public static string? Header(this JsonNode echo, string name) =>
        echo["headers"]!.AsArray()
            .Where(pair => string.Equals(pair![0]!.GetValue<string>(), name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair![1]!.GetValue<string>())
            .SingleOrDefault();
}
