using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration;

/// <summary>
/// The configuration that is being validated or has been applied, frozen: what a transform factory validated is what it is
/// asked to build, however often the files change in between. Factories read their options through it, never from the host's
/// <see cref="IConfiguration"/>. A singleton; thread-safe.
/// </summary>
public interface ICandidateConfiguration
{
    /// <summary>All layers merged. Never changes once handed out; ask again for each validation or build.</summary>
    IConfiguration Current { get; }

    /// <summary>Binds one section strictly, with the secrets policy of the environment and JSON as it stands in the files.</summary>
    /// <param name="path">Keys joined with a colon, e.g. <c>McpProxy:HeaderInject:amazon-ads</c>.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <typeparam name="T">A bindable type; see <see cref="StrictBinder"/>.</typeparam>
    T Bind<T>(string path, ConfigErrors errors)
        where T : class, new();

    /// <summary>The folder that relative file names at a key start from: that of the file which has the last word on the key.</summary>
    /// <param name="path">Keys joined with a colon.</param>
    /// <returns>An absolute path; the current directory when no file has the key.</returns>
    string FolderOf(string path) => Directory.GetCurrentDirectory();
}
