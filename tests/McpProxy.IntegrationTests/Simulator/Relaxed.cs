using System.Text.Encodings.Web;
using System.Text.Json;

namespace McpProxy.IntegrationTests.Simulator;

internal static class Relaxed
{
    /// <summary>Writes text as it is, so that assertions can be read.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
