using System.Text.Json;

namespace McpProxy.Tools.Binding;

/// <summary>Takes out the arguments that say the context of the call. Nothing of them goes upstream; what they may look like is checked where headers are.</summary>
internal static class ContextBinder
{
    public static BindingProblem? Bind(RequestTemplate template, ReadOnlySpan<ArgumentValue> values, BoundRequest request)
    {
        foreach (var parameter in template.Context)
        {
            var value = values[parameter.Ordinal];
            if (!value.IsPresent || value.Kind == JsonTokenType.Null)
            {
                continue;
            }

            if (value.HasLoneSurrogate)
            {
                return new BindingProblem(parameter.Name, "it holds half of a surrogate pair");
            }

            Set(request.Context ??= new RequestedContext(), parameter.ContextPart!.Value, value.ToText());
        }

        return null;
    }

    private static void Set(RequestedContext context, ContextPart part, string text)
    {
        switch (part)
        {
            case ContextPart.Identity:
                context.Identity = text;
                break;
            case ContextPart.Profile:
                context.Profile = text;
                break;
            case ContextPart.Region:
                context.Region = text;
                break;
            default:
                context.Handle = text;
                break;
        }
    }
}
