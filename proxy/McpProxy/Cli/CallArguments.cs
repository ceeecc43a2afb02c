using System.CommandLine;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration.Files;

namespace McpProxy.Host.Cli;

/// <summary>The option <c>--args</c> and its value.</summary>
internal static class CallArguments
{
    public static Option<string> Option() => new("--args")
    {
        Description = "The arguments: a JSON object, @FILE, or - for standard input.",
        HelpName = "JSON",
        DefaultValueFactory = _ => "{}",
    };

    /// <summary>Reads its value.</summary>
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
