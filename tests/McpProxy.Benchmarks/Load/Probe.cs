using System.Text.Json;

namespace McpProxy.Benchmarks.Load;

/// <summary>Asks each server once before it is loaded: is the answer the right one, and how long is it?</summary>
internal static class Probe
{
    /// <summary>The whole answer of a <c>tools/list</c>.</summary>
    public static async Task<byte[]> ListAsync(Uri proxy) => await AskAsync(new ServerProcess(proxy, 0), HttpRequests.List);

    public static async Task<Scenario> GetAsync(string name, ServerProcess server, string path, string expected, string headers = "") =>
        Checked(name, server, HttpRequests.Get(server, path, headers), await AskAsync(server, s => HttpRequests.Get(s, path, headers)), expected);

    public static async Task<Scenario> PostAsync(string name, ServerProcess server, Func<ServerProcess, byte[]> request, string expected)
    {
        var answer = await AskAsync(server, request);
        using var message = JsonDocument.Parse(answer);
        if (!message.RootElement.TryGetProperty("result", out _))
        {
            throw new InvalidDataException($"{name}: {message.RootElement}");
        }

        return Checked(name, server, request(server), answer, expected);
    }

    private static Scenario Checked(string name, ServerProcess server, byte[] request, byte[] answer, string expected) =>
        System.Text.Encoding.UTF8.GetString(answer).Contains(expected, StringComparison.Ordinal)
            ? new Scenario(name, server, request, answer.Length)
            : throw new InvalidDataException($"{name}: the answer does not hold '{expected}'.");

    /// <summary>Sends the very bytes that the load will send, by way of an ordinary client's connection.</summary>
    private static async Task<byte[]> AskAsync(ServerProcess server, Func<ServerProcess, byte[]> request)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var message = Parse(request(server));
        using var response = await client.SendAsync(message);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static HttpRequestMessage Parse(byte[] bytes)
    {
        var text = System.Text.Encoding.ASCII.GetString(bytes);
        var split = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = text[..split].Split("\r\n");
        var start = lines[0].Split(' ');
        var message = new HttpRequestMessage(new HttpMethod(start[0]), start[1]);
        if (text.Length > split + 4)
        {
            message.Content = new ByteArrayContent(bytes[(split + 4)..]);
        }

        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!message.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 2)..]))
            {
                message.Content?.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 2)..]);
            }
        }

        return message;
    }
}
