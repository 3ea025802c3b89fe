namespace LanTalk.Terminal.Pictures;

/// <summary>How a terminal takes pictures.</summary>
internal enum PictureForm
{
    /// <summary>It takes none, or has not answered.</summary>
    None,

    /// <summary>Kitty's graphics protocol.</summary>
    Kitty,

    /// <summary>Sixel, as on the VT340.</summary>
    Sixel,
}
