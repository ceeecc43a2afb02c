using McpProxy.Configuration;

namespace McpProxy.Plugins.Transforms.MediaNegotiation;

/// <summary>Finds the mistakes in <see cref="MediaNegotiationOptions"/>, short of the files.</summary>
internal readonly struct MediaNegotiationCheck(string path, ConfigErrors errors)
{
    public void Check(MediaNegotiationOptions options)
    {
        if (options is { Files.Count: 0, Requests.Count: 0, Responses.Count: 0, Preferred.Count: 0, ExportIds.Count: 0, DefaultAccept: null })
        {
            errors.Add(ConfigErrorCodes.Missing, path, "No media type is named.", "Name a preset, files, or requests and responses.");
        }

        foreach (var (request, type) in options.Requests)
        {
            CheckRequest(request, nameof(options.Requests));
            CheckType(type, $"{path}:{nameof(options.Requests)}:{request}");
        }

        CheckLists(options.Responses, nameof(options.Responses));
        CheckLists(options.Preferred, nameof(options.Preferred));
        foreach (var (request, ids) in options.ExportIds)
        {
            CheckRequest(request, nameof(options.ExportIds));
            CheckIds(request, ids, $"{path}:{nameof(options.ExportIds)}:{request}");
        }

        if (options.DefaultAccept is { } accept && !HeaderRules.IsValue(accept))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{nameof(options.DefaultAccept)}", "The text has characters that a header cannot carry.", "Only printable ASCII is allowed.");
        }
    }

    private void CheckLists(IReadOnlyDictionary<string, IReadOnlyList<string>> lists, string key)
    {
        foreach (var (request, types) in lists)
        {
            CheckRequest(request, key);
            for (var i = 0; i < types.Count; i++)
            {
                CheckType(types[i], $"{path}:{key}:{request}:{i}");
            }
        }
    }

    private void CheckIds(string request, ExportIdOptions ids, string where)
    {
        if (RequestPattern.Parse(request) is { HasVariables: false })
        {
            errors.Add(ConfigErrorCodes.InvalidValue, where, "The path has no variable, and so no id.", "Write it as {exportId}.");
        }

        if (ids.Types.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{where}:{nameof(ids.Types)}", "No media type is named.", "Name at least one by what ids end in.");
        }

        foreach (var (suffix, type) in ids.Types)
        {
            CheckType(type, $"{where}:{nameof(ids.Types)}:{suffix}");
        }

        if (ids.Otherwise is { } otherwise)
        {
            CheckType(otherwise, $"{where}:{nameof(ids.Otherwise)}");
        }
    }

    private void CheckRequest(string request, string key)
    {
        if (RequestPattern.Parse(request) is null)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}:{request}", $"'{request}' is not a method and a path.", "Write GET /path/{variable}.");
        }
    }

    private void CheckType(string type, string where)
    {
        if (!MediaTypeName.IsType(type))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, where, $"'{type}' is not a media type.", "Write type/subtype, without parameters.");
        }
    }
}
