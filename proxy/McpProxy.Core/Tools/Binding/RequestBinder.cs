using System.Buffers;
using System.Text;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>
/// Fills a request template with validated arguments. Every place has its own encoder, so that no value can leave its
/// path segment, add a query parameter or a header, or break out of the JSON body. The host is never an argument's affair.
/// </summary>
internal static class RequestBinder
{
    /// <summary>Binds one call.</summary>
    /// <returns>Null, or why a value cannot go where it should; the request is then unusable.</returns>
    public static BindingProblem? Bind(RequestTemplate template, JsonTape arguments, BoundRequest request)
    {
        var count = template.Parameters.Length;
        var values = ArrayPool<ArgumentValue>.Shared.Rent(Math.Max(count, 1));
        try
        {
            var slots = values.AsSpan(0, count);
            Collect(template, arguments, slots);
            return PathBinder.Bind(template, slots, request)
                ?? QueryBinder.Bind(template, arguments, slots, request)
                ?? HeaderBinder.Bind(template, slots, request)
                ?? ContextBinder.Bind(template, slots, request)
                ?? BindBody(template, arguments, slots, request);
        }
        finally
        {
            ArrayPool<ArgumentValue>.Shared.Return(values, clearArray: true);
        }
    }

    /// <summary>Whether a member is one the template does not name.</summary>
    public static bool IsUndeclared(RequestTemplate template, JsonTape arguments, int name) => Find(template, arguments, name) is null;

    private static void Collect(RequestTemplate template, JsonTape arguments, Span<ArgumentValue> slots)
    {
        foreach (var parameter in template.Parameters)
        {
            slots[parameter.Ordinal] = (parameter.Const ?? parameter.Default) is { } constant ? new ArgumentValue(constant.Tape, JsonTape.Root) : default;
        }

        var end = arguments.Next(JsonTape.Root);
        for (var node = JsonTape.Root + 1; node < end; node = arguments.Next(node + 1))
        {
            // A hidden argument is not the caller's to set; the schema does not offer it.
            if (Find(template, arguments, node) is { Const: null } parameter)
            {
                slots[parameter.Ordinal] = new ArgumentValue(arguments, node + 1);
            }
        }
    }

    private static ParameterBinding? Find(RequestTemplate template, JsonTape arguments, int name) => arguments.HasEscapes(name)
        ? template.FindParameter(Encoding.UTF8.GetBytes(arguments.GetString(name)))
        : template.FindParameter(arguments.EscapedText(name));

    private static BindingProblem? BindBody(RequestTemplate template, JsonTape arguments, ReadOnlySpan<ArgumentValue> values, BoundRequest request)
    {
        switch (template.BodyKind)
        {
            case BodyKind.JsonObject:
                request.Body = new PooledBuffer(arguments.Raw(JsonTape.Root).Length + 64);
                JsonBodyWriter.WriteObject(request.Body, template, arguments, values);
                if (template.OptionalBody && request.Body.Length == "{}".Length)
                {
                    request.Body.Dispose();
                    request.Body = null;
                    return null;
                }

                break;
            case BodyKind.JsonValue when values[template.WholeBody!.Ordinal] is { IsPresent: true } whole: // set with this kind
                request.Body = new PooledBuffer(whole.Raw.Length);
                request.Body.Write(whole.Raw.Span);
                break;
            case BodyKind.Text or BodyKind.Binary when values[template.WholeBody!.Ordinal] is { IsPresent: true } whole: // set with these kinds
                request.Body = new PooledBuffer();
                request.ContentType = template.ContentType;
                return WriteWhole(template, whole, request);
            case BodyKind.UrlEncoded:
                request.Body = new PooledBuffer();
                request.ContentType = template.ContentType;
                return FormBodyWriter.Write(request, template, values);
            case BodyKind.Multipart:
                request.Body = new PooledBuffer();
                return MultipartBodyWriter.Write(request, template.Form, values);
            default:
                return null;
        }

        request.ContentType = template.ContentType;
        return null;
    }

    private static BindingProblem? WriteWhole(RequestTemplate template, ArgumentValue value, BoundRequest request)
    {
        var name = template.WholeBody!.Name; // there is one
        if (template.BodyKind == BodyKind.Binary)
        {
            return FileContent.Attach(request, value) is { } problem ? new BindingProblem(name, problem) : null;
        }

        if (value.Kind == JsonTokenType.String && value.HasLoneSurrogate)
        {
            return new BindingProblem(name, "it holds half of a surrogate pair");
        }

        request.Body!.Write(Encoding.UTF8.GetBytes(value.ToText())); // made by the caller
        return null;
    }
}
