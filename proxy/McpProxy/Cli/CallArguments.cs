using System.Text;
using System.Text.Json;
using McpProxy.Configuration.Files;

namespace McpProxy.Host.Cli;

/// <summary>Reads the value of <c>--args</c>.</summary>
internal static class CallArguments
{
    /// <returns>The JSON, or null after saying why there is none.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(string value, CliConsole console, CancellationToken cancellationToken)
    {
        if (value == "@")
        {
            console.Error.WriteLine("mcpproxy: --args @ needs the name of a file.");
            return null;
        }

        byte[] json = [];
        try
        {
            json = value switch
            {
                "-" => Encoding.UTF8.GetBytes(await Console.In.ReadToEndAsync(cancellationToken)),
                ['@', .. var file] => await File.ReadAllBytesAsync(file, cancellationToken),
                _ => Encoding.UTF8.GetBytes(value),
            };
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            console.Error.WriteLine("mcpproxy: --args must be a JSON object.");
        }
        catch (JsonException e)
        {
            console.Error.WriteLine($"mcpproxy: --args is not JSON: {JsonMistake.Describe(json, e)} Write e.g. --args '{{\"name\":\"value\"}}', or --args @FILE.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"mcpproxy: --args cannot be read: {e.Message}");
        }

        return null;
    }
}
