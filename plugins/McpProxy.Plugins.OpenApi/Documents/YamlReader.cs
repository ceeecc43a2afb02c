using System.Buffers;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;

namespace McpProxy.Plugins.OpenApi.Documents;

/// <summary>
/// Turns YAML into JSON by the core schema of YAML 1.2. Anchors are written out where they are used, within a bound, so that a few
/// lines cannot become gigabytes.
/// </summary>
internal static class YamlReader
{
    /// <exception cref="DocumentException">It is not YAML, or comes to too much.</exception>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> yaml)
    {
        try
        {
            var output = new ArrayBufferWriter<byte>(yaml.Length * 2);
            using (var writer = new Utf8JsonWriter(output))
            {
                var parser = new Parser(new StringReader(Encoding.UTF8.GetString(yaml.Span)));
                new YamlWriter(parser, writer).WriteDocument();
            }

            return output.WrittenMemory;
        }
        catch (YamlException e)
        {
            throw new DocumentException(OpenApiErrorCodes.Malformed, $"The document is neither JSON nor YAML at line {e.Start.Line}, column {e.Start.Column}.");
        }
    }
}
