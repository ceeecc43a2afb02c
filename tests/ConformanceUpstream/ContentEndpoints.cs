namespace ConformanceUpstream;

/// <summary>One answer for each kind of content block.</summary>
internal static class ContentEndpoints
{
    private const string ToolResult = "application/vnd.mcp.tool-result+json";

    /// <summary>A red pixel.</summary>
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    /// <summary>A wave file without samples: 44 bytes of header, 8 kHz, mono, 8 bit.</summary>
    private static readonly byte[] Wav =
    [
        .. "RIFF"u8, 36, 0, 0, 0, .. "WAVE"u8,
        .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0,
        .. "data"u8, 0, 0, 0, 0,
    ];

    public static void MapContent(this WebApplication app)
    {
        app.MapGet("/fixtures/text", () => Results.Text("This is a simple text response for testing."));
        app.MapGet("/fixtures/image", () => Results.Bytes(Png, "image/png"));
        app.MapGet("/fixtures/audio", () => Results.Bytes(Wav, "audio/wav"));
        app.MapGet("/fixtures/resource", () => Results.Text("This is an embedded resource content."));
        app.MapGet("/fixtures/static-text", () => Results.Text("This is the content of the static text resource."));
        app.MapGet("/fixtures/data/{id}", (string id) => Results.Json(new { id, templateTest = true, data = $"Data for ID: {id}" }));
        app.MapGet("/fixtures/mixed", () => Results.Text(Mixed(), ToolResult));
        app.MapGet("/fixtures/error", () => Results.Text("This tool intentionally returns an error for testing", statusCode: 500));
        app.MapGet("/fixtures/echo", (string message, string? tenant) => Results.Text(tenant is null ? message : $"{tenant}: {message}"));
        app.MapPost("/fixtures/anything", () => Results.Text("ok"));
    }

    /// <summary>A result that the upstream composed itself.</summary>
    private static string Mixed() => $$"""
        {
          "content": [
            { "type": "text", "text": "Multiple content types test:" },
            { "type": "image", "data": "{{Convert.ToBase64String(Png)}}", "mimeType": "image/png" },
            {
              "type": "resource",
              "resource": { "uri": "test://mixed-content-resource", "mimeType": "application/json", "text": "{\"test\":\"data\",\"value\":123}" }
            }
          ]
        }
        """;
}
