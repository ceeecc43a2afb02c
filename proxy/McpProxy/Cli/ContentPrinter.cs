using System.Text.Json;

namespace McpProxy.Host.Cli;

/// <summary>Prints the content of a tool result for people: texts as they are, the rest as one line each.</summary>
internal static class ContentPrinter
{
    public static void Print(JsonElement result, TextWriter output)
    {
        foreach (var block in result.GetProperty("content").EnumerateArray())
        {
            output.WriteLine(Describe(block));
        }
    }

    private static string Describe(JsonElement block) => Text(block, "type") switch
    {
        "text" => Text(block, "text"),
        "resource" => DescribeResource(block.GetProperty("resource")),
        "resource_link" => $"[link {Text(block, "uri")} {Text(block, "mimeType")}]",
        var type => $"[{type} {Text(block, "mimeType")}, {SizeOf(Text(block, "data"))} bytes]",
    };

    private static string DescribeResource(JsonElement resource) =>
        resource.TryGetProperty("text", out var text)
            ? text.GetString() ?? ""
            : $"[resource {Text(resource, "uri")} {Text(resource, "mimeType")}, {SizeOf(Text(resource, "blob"))} bytes]";

    private static string Text(JsonElement block, string name) => block.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    /// <summary>The number of bytes that base64 text stands for.</summary>
    private static int SizeOf(string base64) => (base64.TrimEnd('=').Length * 3) / 4;
}
