using System.Text;
using McpProxy.Configuration;
using McpProxy.Tools;
using McpProxy.Tools.Binding;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>A request that would be sent, with the origin of each of its values. What the route adds is shown only where it cannot be a secret.</summary>
internal sealed class Explanation
{
    public const string Redacted = "<redacted>";

    private static readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Accept-Language", "CDN-Loop", "Content-Encoding", "Content-Length", "Content-Type", "Host", "If-Match", "If-None-Match", "Prefer", "traceparent", "User-Agent",
    };

    private readonly ToolBinding _tool;
    private readonly RequestRecord _record;
    private readonly ExplainedArguments _arguments;

    public Explanation(ToolBinding tool, RequestRecord record, ExplainedArguments arguments)
    {
        (_tool, _record, _arguments) = (tool, record, arguments);
        var request = record.Request!; // only made of one that was caught
        Method = request.Method.Method;
        Url = UrlOf(request.RequestUri!);
        Headers = [.. RequestRecord.HeadersOf(request).Select(h => Header(h.Key, h.Value))];
        Arguments = [.. tool.Request.Parameters.Where(arguments.IsSent).Select(Argument)];
        Body = BodyOf(record.Body);
    }

    public string Method { get; }

    public string Url { get; }

    public IReadOnlyList<ExplainedValue> Headers { get; }

    public IReadOnlyList<ExplainedValue> Arguments { get; }

    public IEnumerable<ExplainedValue> Context => _record.Context.Select(c => new ExplainedValue(c.Name, c.Value, c.Source));

    public IEnumerable<ExplainedValue> Removed => _record.Removed().Select(r => new ExplainedValue(r.Header, "", r.Step)).Distinct();

    /// <summary>What decided where it goes.</summary>
    public string Route => $"route '{_tool.RouteId}', cluster '{_record.Cluster}', destination '{_record.Destination}'";

    public IEnumerable<string> StepsOfUrl => _record.StepsOfTarget();

    /// <summary>The body as text; how long it is when it is none. Null for no body.</summary>
    public string? Body { get; }

    private ExplainedValue Header(string name, string value)
    {
        var step = _record.OriginOf(name, value);
        if (step is { Length: > 0 })
        {
            return new ExplainedValue(name, IsOpen(name, value) ? value : Redact(value), step);
        }

        // What no step has seen came later, and not from the tool.
        if (step is not null && _tool.Request.Headers.FirstOrDefault(p => Is(p.WireName, name)) is { } parameter)
        {
            return new ExplainedValue(name, value, _arguments.OriginOf(parameter));
        }

        if (step is not null && Is(name, "Cookie") && _tool.Request.Cookies is { Length: > 0 } cookies)
        {
            return new ExplainedValue(name, value, string.Join(", ", cookies.Where(_arguments.IsSent).Select(_arguments.OriginOf)));
        }

        return step is not null && Array.Exists(_tool.Request.FixedHeaders, h => Is(h.Key, name))
            ? new ExplainedValue(name, value, "constant of the tool")
            : new ExplainedValue(name, IsOpen(name, value) ? value : Redact(value), name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? "body" : "proxy");
    }

    private static bool Is(string one, string two) => one.Equals(two, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the context says is no secret, wherever it goes.</summary>
    private bool IsOpen(string name, string value) =>
        _open.Contains(name) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || _record.Context.Any(c => c.Value == value);

    private static string Redact(string value)
    {
        var token = value.IndexOf(WithheldExchange.Start, StringComparison.Ordinal);
        return token < 0 || !value.EndsWith('>') ? Redacted : value[..token] is "" or "Bearer " or "Basic " ? value : Redacted;
    }

    /// <summary>Transforms of the query write all of it anew, so that the same value may be encoded otherwise.</summary>
    private string UrlOf(Uri uri)
    {
        var own = Pairs(_record.ToolQuery).Select(Decoded).ToHashSet(StringComparer.Ordinal);
        var query = string.Join('&', Pairs(uri.Query).Select(p => own.Contains(Decoded(p)) || !p.Contains('=', StringComparison.Ordinal) ? p : p[..(p.IndexOf('=', StringComparison.Ordinal) + 1)] + Redacted));
        return $"{uri.Scheme}://{uri.Authority}{OpenPath.Redact(uri.AbsolutePath, _record.ToolPath)}" + (query.Length == 0 ? "" : "?" + query);
    }

    private static string[] Pairs(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string Decoded(string pair) => Uri.UnescapeDataString(pair.Replace('+', ' '));

    private ExplainedValue Argument(ParameterBinding parameter)
    {
        var place = parameter.Location == ParameterLocation.Body && parameter.BodyPath.Length == 0 ? "the whole body" : $"{parameter.Location.ToString().ToLowerInvariant()} {parameter.WireName}";
        return new ExplainedValue(place, Cut(_arguments.ValueOf(parameter)), _arguments.OriginOf(parameter));
    }

    /// <summary>The text, or its beginning.</summary>
    public static string Cut(string text) => text.Length <= 80 ? text : text[..79] + "…";

    private static string? BodyOf(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return $"({body.Length} bytes)";
        }
    }
}
