using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Checks icons, of whatever they are.</summary>
internal static class IconChecks
{
    public static void Check(IReadOnlyList<IconConfig> icons, string path, ConfigErrors errors)
    {
        for (var i = 0; i < icons.Count; i++)
        {
            Check(icons[i], $"{path}:{i}", errors);
        }
    }

    private static void Check(IconConfig icon, string iconPath, ConfigErrors errors)
    {
        if (!icon.Src.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !icon.Src.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(ToolErrorCodes.BadIcon, $"{iconPath}:Src", $"'{icon.Src}' is not an https or data URI.");
        }

        if (icon.Theme is not (null or "light" or "dark"))
        {
            errors.Add(ToolErrorCodes.BadIcon, $"{iconPath}:Theme", $"'{icon.Theme}' is not a theme.", "Use light or dark.");
        }
    }
}
