using System.Net.Http.Headers;
using McpProxy.Plugins.Credentials.Tls;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Plans;

/// <summary>A request to a token endpoint, ready to be filled in. Immutable.</summary>
internal sealed record RequestPlan(string Name, HttpMethod Method, UrlPlan Url, TimeSpan Timeout)
{
    public IReadOnlyList<KeyValuePair<string, TextTemplate>> Headers { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, TextTemplate>> Form { get; init; } = [];

    public JsonTemplate? Json { get; init; }

    /// <summary>The connections it uses; null for what the system does.</summary>
    public TlsConnections? Tls { get; init; }

    /// <summary>Whether sending it twice does no more than sending it once (RFC 9110, section 9.2.2).</summary>
    public bool IsIdempotent => Method == HttpMethod.Get || Method == HttpMethod.Head || Method == HttpMethod.Put || Method == HttpMethod.Delete;

    public IEnumerable<Placeholder> Placeholders =>
        Url.Placeholders.Concat(Headers.Concat(Form).SelectMany(t => t.Value.Placeholders)).Concat(Json?.Placeholders ?? []);

    /// <exception cref="FormatException">A value cannot stand in its place.</exception>
    public HttpRequestMessage Build(ITemplateValues values, string? region) => Build(values, Url.Render(values, region));

    /// <param name="values">The values.</param>
    /// <param name="url">The URL, when it is not the plan's own.</param>
    /// <exception cref="FormatException">A value cannot stand in its place.</exception>
    public HttpRequestMessage Build(ITemplateValues values, Uri url)
    {
        var request = new HttpRequestMessage(Method, url) { Content = Body(values) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, application/*+json;q=0.9, */*;q=0.1");
        foreach (var (name, template) in Headers)
        {
            Add(request, name, template.Render(values));
        }

        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (!HeaderRules.IsValue(value))
        {
            throw new FormatException($"The value of header '{name}' has characters that a header cannot carry.");
        }

        request.Headers.Remove(name);
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content?.Headers.Remove(name);
            request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private HttpContent? Body(ITemplateValues values)
    {
        if (Json is not null)
        {
            return new ByteArrayContent(Json.Render(values)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return Form.Count == 0 ? null : new FormUrlEncodedContent(Fields(values));
    }

    private IEnumerable<KeyValuePair<string, string>> Fields(ITemplateValues values)
    {
        foreach (var (name, template) in Form)
        {
            if (template.Render(values) is { } value)
            {
                yield return new(name, value);
            }
        }
    }
}
