namespace LanTalk.Terminal.Pictures;

/// <summary>A small picture: four bytes for each pixel, red, green, blue and opacity, row by row.</summary>
internal sealed record Bitmap(int Width, int Height, byte[] Pixels);
