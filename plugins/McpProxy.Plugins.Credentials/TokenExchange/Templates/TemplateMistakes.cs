using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>Adds what is wrong with templates to the mistakes of their options.</summary>
internal static class TemplateMistakes
{
    /// <summary>Reads a template; what is wrong with it is added.</summary>
    public static TextTemplate Template(this Mistakes mistakes, string text, NameScope names)
    {
        if (!TextTemplate.TryParse(text, names, out var template, out var wrong))
        {
            mistakes.Add(wrong);
        }

        return template;
    }

    public static void Add(this Mistakes mistakes, IEnumerable<NameMistake> wrong)
    {
        foreach (var (message, hint, missing) in wrong)
        {
            if (missing is null)
            {
                mistakes.Invalid(message, hint);
            }
            else
            {
                mistakes.AtRoot(missing).Missing(message, hint);
            }
        }
    }
}
