namespace McpProxy.Plugins.Credentials.TokenServers;

/// <summary>Credentials travel encrypted, except within this machine and while developing.</summary>
/// <param name="allowHttp">Whether http is allowed everywhere.</param>
internal sealed class AddressRule(bool allowHttp)
{
    public void Check(Uri? url, Mistakes mistakes)
    {
        if (url is null)
        {
            return;
        }

        if (url.Scheme is not ("https" or "http") || url.Host.Length == 0)
        {
            mistakes.Invalid($"'{url}' is not an https URL.");
        }
        else if (url.Scheme == "http" && !allowHttp && !url.IsLoopback)
        {
            mistakes.Invalid($"'{url}' is not encrypted: credentials are sent there.", "Write https; http is accepted for loopback and in the Development environment only.");
        }
        else if (url.UserInfo.Length > 0)
        {
            mistakes.Invalid("The URL has a user name in it.", "Write an Authorization header.");
        }
    }
}
