using System.Buffers;
using McpProxy.Configuration;
using McpProxy.Prompts.Content;
using McpProxy.Shaping;
using McpProxy.Tools;
using McpProxy.Tools.Compilation;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Prompts.Compilation;

/// <summary>Compiles the contents of the messages of one prompt.</summary>
internal sealed class ContentCompiler(
    string name, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, ParameterConfig> variables, TimeSpan timeout, int maxBytes,
    RoutedRequestCompiler requests, Func<string, string> folderOf, ConfigErrors errors)
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>Compiles one; null after adding mistakes.</summary>
    /// <param name="message">The message.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="uri">What it is called where it must be a resource.</param>
    public PromptContent? Compile(PromptMessageConfig message, string path, string uri)
    {
        var given = Given((message.Text, "Text"), (message.Image, "Image"), (message.Audio, "Audio"), (message.Resource, "Resource"));
        if (given.Count != 1)
        {
            errors.Add(PromptErrorCodes.NoSingleContent, path, given.Count == 0 ? "The message has no content." : $"The message has {string.Join(" and ", given)}.", "Keep exactly one of Text, Image, Audio and Resource.");
        }

        // Each is compiled all the same, so that all mistakes are found at once.
        var text = message.Text is { } words ? Template(words, $"{path}:Text") : null;
        var image = message.Image is { } picture ? Media(MediaBlock.Image, picture, $"{path}:Image", uri) : null;
        var audio = message.Audio is { } sound ? Media(MediaBlock.Audio, sound, $"{path}:Audio", uri) : null;
        var resource = message.Resource is { } embedded ? Resource(embedded, $"{path}:Resource") : null;
        return (text is null ? null : new TextContent(text)) ?? image ?? audio ?? (PromptContent?)resource;
    }

    private static List<string> Given(params (object? Value, string Name)[] keys) => [.. keys.Where(k => k.Value is not null).Select(k => k.Name)];

    private MediaContent? Media(MediaBlock kind, PromptMediaConfig media, string path, string uri)
    {
        var isRouted = media.Route is not null || media.Request is not null;
        CheckOrigin(path, "Data, File, and Route with Request", Given((media.Data, "Data"), (media.File, "File"), (isRouted ? media : null, "Route")));
        var type = MimeType(media.MimeType, $"{path}:MimeType", kind);
        var call = isRouted ? Call(media.Route, media.Request, path) : null;
        var piece = media.Data is { } data ? Decode(data, type, path)
            : media.File is { } file ? Read(file, type, $"{path}:File", kind)
            : null;
        return piece is null && call is null ? null : new MediaContent(kind, piece, type, uri) { Call = call };
    }

    private ResourceContent? Resource(PromptResourceConfig resource, string path)
    {
        var isRouted = resource.Route is not null || resource.Request is not null;
        CheckOrigin(path, "Text, File, and Route with Request", Given((resource.Text, "Text"), (resource.File, "File"), (isRouted ? resource : null, "Route")));
        var type = MimeType(resource.MimeType, $"{path}:MimeType", MediaBlock.Resource);
        var uri = UriTemplate(resource.Uri, $"{path}:Uri");
        var text = resource.Text is { } words ? Template(words, $"{path}:Text") : null;
        var call = isRouted ? Call(resource.Route, resource.Request, path) : null;
        var piece = resource.File is { } file ? Read(file, type, $"{path}:File", MediaBlock.Resource) : null;
        return uri is null || (text is null && piece is null && call is null) ? null : new ResourceContent(uri, text, piece, type) { Call = call };
    }

    private void CheckOrigin(string path, string choice, List<string> given)
    {
        if (given.Count != 1)
        {
            errors.Add(PromptErrorCodes.NoSingleOrigin, path, given.Count == 0 ? "The content comes from nowhere." : $"The content has {string.Join(" and ", given)}.", $"Keep exactly one of {choice}.");
        }
    }

    private ToolBinding? Call(string? route, string? request, string path) =>
        requests.Compile(new RoutedRequest(name, path, route, request, timeout, maxBytes), variables);

    private TextTemplate? UriTemplate(string uri, string path)
    {
        // An argument in front may bring the scheme.
        if (!uri.StartsWith('{') && !HasScheme(uri))
        {
            errors.Add(PromptErrorCodes.BadUri, path, uri.Length == 0 ? "The URI is missing." : $"'{uri}' is not an absolute URI.", "Write it with a scheme, e.g. 'ads://profiles/{profileId}'.");
            return null;
        }

        return Template(uri, path);
    }

    /// <summary>RFC 3986, section 3.1; .NET takes schemes of one letter for drives.</summary>
    private static bool HasScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private TextTemplate? Template(string text, string path)
    {
        var template = TextTemplate.Parse(text, n => Array.IndexOf([.. arguments], n), n => Unknown(n, path));
        if (template is null)
        {
            errors.Add(PromptErrorCodes.LooseBrace, path, "A brace is neither part of '{name}' nor doubled.", "Write '{{' and '}}' for braces.");
        }

        return template;
    }

    private void Unknown(string placeholder, string path)
    {
        var shown = placeholder.Length > 64 ? placeholder[..64] + "…" : placeholder;
        var near = NearestName.Find(placeholder, arguments);
        errors.Add(PromptErrorCodes.UnknownPlaceholder, path, $"'{{{shown}}}' names no argument of the prompt.",
            near is null ? "Declare it under Arguments, or write '{{' and '}}' for braces." : $"Did you mean '{near}'?");
    }

    private string? MimeType(string? type, string path, MediaBlock kind)
    {
        if (type is null)
        {
            return null;
        }

        if (!MediaTypeHeaderValue.TryParse(type, out _) || !type.Contains('/', StringComparison.Ordinal))
        {
            errors.Add(PromptErrorCodes.BadMediaType, path, $"'{type}' is not a media type.", "Write type/subtype, e.g. 'image/png'.");
        }
        else if (!Fits(type, kind))
        {
            errors.Add(PromptErrorCodes.BadMediaType, path, $"'{type}' is not a media type of {Words(kind)}.", "");
        }

        return type;
    }

    private static bool Fits(string type, MediaBlock kind) => kind == MediaBlock.Resource || type.StartsWith(kind == MediaBlock.Image ? "image/" : "audio/", StringComparison.OrdinalIgnoreCase);

    private static string Words(MediaBlock kind) => kind == MediaBlock.Image ? "a picture" : "a sound";

    private PromptPiece? Decode(string data, string? type, string path)
    {
        if (type is null)
        {
            errors.Add(PromptErrorCodes.BadMediaType, $"{path}:MimeType", "The media type of Data is missing.", "Write e.g. \"MimeType\": \"image/png\".");
        }

        try
        {
            return new PromptPiece(Convert.FromBase64String(data), type ?? "", IsText: false);
        }
        catch (FormatException)
        {
            errors.Add(PromptErrorCodes.BadBase64, $"{path}:Data", "The value is not base64.", "Encode the bytes with RFC 4648 base64, or name a File.");
            return null;
        }
    }

    private PromptPiece? Read(string file, string? type, string path, MediaBlock kind)
    {
        type ??= PromptFile.MimeType(file);
        if (!Fits(type, kind))
        {
            errors.Add(PromptErrorCodes.BadMediaType, path, $"'{file}' is {type} by its extension, not {Words(kind)}.", "Set MimeType.");
            return null;
        }

        if (PromptFile.TryRead(file, folderOf(path), maxBytes, out var problem) is { } bytes)
        {
            return PromptFile.ToPiece(bytes, type, isMedia: kind != MediaBlock.Resource);
        }

        errors.Add(PromptErrorCodes.BadFile, path, $"The file '{file}' {problem}.", "A relative name is relative to the configuration file.");
        return null;
    }
}
