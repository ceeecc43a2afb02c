using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.Tls;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>Compiles the requests of steps, of the list of identities and for keys.</summary>
/// <param name="servers">Addresses by name.</param>
/// <param name="addresses">What addresses may be.</param>
/// <param name="tls">Connections of requests that have none of their own; null for what the system does.</param>
internal sealed class RequestCompiler(IReadOnlyDictionary<string, ServerPlan> servers, AddressRule addresses, TlsConnections? tls)
{
    private const int LongestMethod = 20;

    public RequestPlan Compile(string name, string method, string url, TimeSpan timeout, NameScope names, Mistakes mistakes)
    {
        if (!HeaderRules.IsName(method) || method.Length > LongestMethod)
        {
            mistakes.At("Method").Invalid($"'{method}' is not a method.");
            method = "POST";
        }

        return new RequestPlan(name, new HttpMethod(method.ToUpperInvariant()), CompileUrl(url, names, mistakes.At("Url")), timeout) { Tls = tls };
    }

    /// <summary>Compiles the request for the keys of an issuer.</summary>
    public RequestPlan CompileKeys(string name, string url, TimeSpan timeout, NameScope names, Mistakes mistakes) =>
        new(name, HttpMethod.Get, CompileUrl(url, names, mistakes), timeout) { Tls = tls };

    /// <summary>Compiles a URL: <c>{server}/path</c> or <c>https://host/path</c>, with values behind the host only.</summary>
    private UrlPlan CompileUrl(string text, NameScope names, Mistakes mistakes)
    {
        if (text.StartsWith('{') && text.IndexOf('}', StringComparison.Ordinal) is var end and > 0 && !text.StartsWith("{{", StringComparison.Ordinal))
        {
            return OnServer(text[1..end], text[(end + 1)..], names, mistakes);
        }

        var template = mistakes.Template(text, names);
        // A text that is missing is reported by who demands it.
        if (text.Length > 0 && AddressOf(template) is not { } address)
        {
            mistakes.Invalid($"'{template.Start}' is not the beginning of a URL.", "Begin with an address, https://host/, or with the name of a server, {name}/; values stand behind it.");
        }
        else if (text.Length > 0)
        {
            addresses.Check(AddressOf(template), mistakes);
        }

        return new UrlPlan(null, template);
    }

    public static IReadOnlyList<KeyValuePair<string, TextTemplate>> CompileHeaders(IReadOnlyDictionary<string, string> headers, NameScope names, Mistakes mistakes)
    {
        var compiled = new List<KeyValuePair<string, TextTemplate>>();
        foreach (var (name, text) in headers)
        {
            var at = mistakes.At(name);
            if (!HeaderRules.IsName(name) || HeaderRules.IsReserved(name))
            {
                at.Invalid(HeaderRules.IsName(name) ? $"Header '{name}' belongs to the connection." : $"'{name}' is not a header name.");
            }

            compiled.Add(new(name, at.Template(text, names)));
        }

        return compiled;
    }

    public static JsonTemplate? CompileJson(JsonElement? json, NameScope names, Mistakes mistakes)
    {
        if (json is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given)
        {
            return null;
        }

        var found = new List<NameMistake>();
        var template = JsonTemplate.Parse(given, names, found);
        mistakes.Add(found);
        return template;
    }

    /// <summary>The address before the path, if no placeholder reaches into it.</summary>
    private static Uri? AddressOf(TextTemplate template)
    {
        var scheme = template.Start.IndexOf("://", StringComparison.Ordinal);
        var isWhole = template.Placeholders.Count == 0 || (scheme > 0 && template.Start.AsSpan(scheme + 3).IndexOfAny('/', '?') >= 0);
        return isWhole && Uri.TryCreate(template.Start, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
    }

    private UrlPlan OnServer(string name, string rest, NameScope names, Mistakes mistakes)
    {
        var server = servers.GetValueOrDefault(name);
        if (server is null)
        {
            if (NearestName.Find(name, servers.Keys) is { } near)
            {
                mistakes.Unknown($"There is no server '{name}'.", $"Did you mean '{near}'?");
            }
            else
            {
                mistakes.AtRoot($"Servers:{name}").Missing($"The address of server '{name}' is used and not configured.", "Write its URL here.");
            }
        }

        if (rest.Length > 0 && rest[0] is not ('/' or '?'))
        {
            mistakes.Invalid("Nothing but a path or a query may follow the name of a server.");
        }

        return new UrlPlan(server, mistakes.Template(rest, names));
    }
}
