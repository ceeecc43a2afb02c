using System.Text.Json.Serialization;

namespace AdsSimulator.OpenBridge;

/// <summary>
/// The first answer in which OpenBridge tells the client id of an identity. Those named later here tell it too, except that the
/// attributes of an identity have it only when they are the first.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClientIdPlace>))]
public enum ClientIdPlace
{
    /// <summary>In <c>/service/amzadv/token/{id}</c>.</summary>
    Token,

    /// <summary>In the attributes of <c>/sri</c> and <c>/sri/{id}</c>.</summary>
    Identity,

    /// <summary>In <c>/sri/{id}?include=remote_identity_type_application</c>.</summary>
    Included,

    /// <summary>In <c>/rita/{id}</c>.</summary>
    Application,

    /// <summary>In none.</summary>
    Nowhere,
}
