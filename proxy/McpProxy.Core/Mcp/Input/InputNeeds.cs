using System.Collections.Immutable;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;

namespace McpProxy.Mcp.Input;

/// <summary>Which capability of the client a request needs.</summary>
internal static class InputNeeds
{
    /// <summary>What a client must have declared to be asked this; all of it.</summary>
    public static ClientCapabilities Of(InputRequest request) => request.Kind switch
    {
        InputKind.Elicitation => request.IsUrl ? ClientCapabilities.ElicitationUrl : ClientCapabilities.Elicitation,
        InputKind.Sampling => ClientCapabilities.Sampling
            | (request.Has("tools"u8) || request.Has("toolChoice"u8) ? ClientCapabilities.SamplingTools : ClientCapabilities.None),
        _ => ClientCapabilities.Roots,
    };

    /// <summary>What a tool demands that the client did not declare.</summary>
    public static ClientCapabilities Missing(ImmutableArray<ClientCapability> demanded, ClientCapabilities declared)
    {
        var missing = ClientCapabilities.None;
        foreach (var capability in demanded)
        {
            missing |= capability switch
            {
                ClientCapability.Roots => ClientCapabilities.Roots,
                ClientCapability.Sampling => ClientCapabilities.Sampling,
                _ => ClientCapabilities.Elicitation,
            };
        }

        return missing & ~declared;
    }

    /// <summary>The error for a modern client (2026-07-28, basic "Error Codes").</summary>
    public static McpFault Fault(ClientCapabilities missing) =>
        new(JsonRpcCodes.MissingCapability, 400, $"Missing required client capability: {Names(missing)}")
        {
            Data = JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("requiredCapabilities"u8);
                Write(writer, missing);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }),
        };

    /// <summary>The error for a client that opened with <c>initialize</c>, which has no code for it.</summary>
    /// <param name="missing">What it did not declare.</param>
    /// <param name="hasSession">Whether it has a session; without one nothing can be asked.</param>
    public static ProxyError Error(ClientCapabilities missing, bool hasSession) =>
        new(ProxyErrorKind.UpstreamHttp, "client_capability_missing", $"This needs something that the client cannot do: {Names(missing)}.")
        {
            Hint = hasSession ? "Use a client that declares this capability." : "The client has no session, so it cannot be asked anything: initialize, and send the Mcp-Session-Id.",
        };

    private static string Names(ClientCapabilities missing)
    {
        var names = new List<string>(3);
        Add(names, missing, ClientCapabilities.Roots, "roots");
        Add(names, missing, ClientCapabilities.Sampling, "sampling");
        Add(names, missing, ClientCapabilities.SamplingTools, "sampling.tools");
        Add(names, missing, ClientCapabilities.Elicitation, "elicitation");
        Add(names, missing, ClientCapabilities.ElicitationUrl, "elicitation.url");
        return string.Join(", ", names);
    }

    private static void Add(List<string> names, ClientCapabilities missing, ClientCapabilities capability, string name)
    {
        if (missing.HasFlag(capability))
        {
            names.Add(name);
        }
    }

    private static void Write(Utf8JsonWriter writer, ClientCapabilities missing)
    {
        if (missing.HasFlag(ClientCapabilities.Roots))
        {
            WriteCapability(writer, "roots"u8, default);
        }

        if ((missing & (ClientCapabilities.Sampling | ClientCapabilities.SamplingTools)) != 0)
        {
            WriteCapability(writer, "sampling"u8, missing.HasFlag(ClientCapabilities.SamplingTools) ? "tools"u8 : default);
        }

        if ((missing & (ClientCapabilities.Elicitation | ClientCapabilities.ElicitationUrl)) != 0)
        {
            WriteCapability(writer, "elicitation"u8, missing.HasFlag(ClientCapabilities.ElicitationUrl) ? "url"u8 : default);
        }
    }

    private static void WriteCapability(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> part)
    {
        writer.WriteStartObject(name);
        if (!part.IsEmpty)
        {
            writer.WriteStartObject(part);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
