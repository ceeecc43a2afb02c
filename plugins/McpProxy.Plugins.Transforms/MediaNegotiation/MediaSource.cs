namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>What one file, or the options, say of media types.</summary>
internal sealed class MediaSource
{
    /// <summary>The type of a body.</summary>
    public List<(RequestPattern Pattern, string Type)> Requests { get; } = [];

    /// <summary>The types of an answer, in order of preference when nothing else decides.</summary>
    public List<(RequestPattern Pattern, IReadOnlyList<string> Types)> Responses { get; } = [];

    /// <summary>Types without a request.</summary>
    public List<string> Loose { get; } = [];

    public static MediaSource Of(MediaNegotiationOptions options)
    {
        var source = new MediaSource();
        foreach (var (request, type) in options.Requests)
        {
            source.Requests.Add((Parse(request), type));
        }

        foreach (var (request, types) in options.Responses)
        {
            source.Responses.Add((Parse(request), types));
        }

        return source;
    }

    private static RequestPattern Parse(string request) => RequestPattern.Parse(request) ?? throw new FormatException($"'{request}' is not a request.");
}
