using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LanTalk.Protocol.Files;
using LanTalk.Server.Configuration;
using LanTalk.Server.Users;
using Microsoft.Extensions.Logging;

namespace LanTalk.Server.Shares;

/// <summary>
/// The shares that the server keeps, each in a folder of <c>files/</c> in the data directory. The folders are the state: nothing else says what there
/// is. Knows neither HTTP nor the chat.
/// </summary>
internal sealed partial class ShareStore : IDisposable
{
    /// <summary>So many users who have got a share are counted and known by name.</summary>
    private const int MostReceivers = 100;

    private readonly LanTalkServerOptions _options;
    private readonly ShareQuota _quota;
    private readonly TimeProvider _time;
    private readonly ILogger<ShareStore> _logger;
    private readonly ConcurrentDictionary<long, Share> _shares = [];

    // One change of the folders at a time, without a thread that waits for it.
    private readonly SemaphoreSlim _changing = new(1);

    // Filled at the start: folders that may hold what users still want. They are left as they are.
    private readonly HashSet<long> _unreadable = [];

    // Owned by a change.
    private long _lastNumber;

    public ShareStore(LanTalkServerOptions options, ShareQuota quota, TimeProvider time, ILogger<ShareStore> logger)
    {
        (_options, _quota, _time, _logger) = (options, quota, time, logger);
        Directory = Path.Combine(options.DataDirectory, "files");
        if (options.Files is not null && System.IO.Directory.Exists(Directory))
        {
            Load();
        }
    }

    /// <summary>The directory of the folders.</summary>
    public string Directory { get; }

    /// <summary>The shares.</summary>
    public IEnumerable<Share> All => _shares.Select(entry => entry.Value);

    /// <summary>The share with this number; null if there is none.</summary>
    public Share? Find(long number) => _shares.GetValueOrDefault(number);

    /// <summary>Keeps a share that a user described; a share that the user described in the same way before is the same one.</summary>
    public Task<(Share? Share, ShareProblem? Problem)> CreateAsync(User owner, ShareDescription described) => ChangeAsync<Share>(() =>
    {
        if (All.FirstOrDefault(each => each.BelongsTo(owner.Sender) && IsSame(each, described)) is { } known)
        {
            return (known, null);
        }

        PrivateFiles.CreateDirectory(Directory);
        return _quota.FindProblem(described, owner.Sender, Directory, [.. All]) is { } problem ? (null, problem) : (Create(owner, described), null);
    });

    /// <summary>Records that a room is told of a share.</summary>
    public async Task<ShareProblem?> AnnounceAsync(Share share, ShareAnnouncement announcement) => (await ChangeAsync<Share>(() =>
    {
        if (share.Removed.IsCancellationRequested)
        {
            return (null, new ShareProblem(ShareFault.Gone, "It was removed."));
        }

        if (share.AnnouncementIn(announcement.Room) is null)
        {
            var record = share.Record with { Announcements = [.. share.Record.Announcements, announcement] };
            share.Folder.Write(record);
            share.Record = record;
        }

        return (share, null);
    })).Problem;

    /// <summary>Records that a part of a share was sent to a user, who may have all of it then. Its own sender does not count.</summary>
    /// <param name="share">The share.</param>
    /// <param name="user">The user.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="to">The one behind the last.</param>
    public Task NoteSentAsync(Share share, User user, long from, long to) =>
        from >= to || share.BelongsTo(user.Sender) || IsKnown(share, user) || !share.Deliveries.Add(user.Sender, from, to) ? Task.CompletedTask
            : ChangeAsync<Share>(() =>
            {
                if (!share.Removed.IsCancellationRequested && !IsKnown(share, user))
                {
                    // Also if it cannot be written: it is told as long as the server runs.
                    share.Record = share.Record with { GotBy = [.. share.Record.GotBy ?? [], new ShareReceiver(user.Name, user.Sender)] };
                    share.Folder.Write(share.Record);
                }

                return (share, null);
            });

    /// <summary>Removes a share; its uploads and downloads are cut off. Files that cannot be deleted now are deleted later.</summary>
    public async Task RemoveAsync(Share share)
    {
        if (!_shares.TryRemove(new KeyValuePair<long, Share>(share.Facts.Id, share)))
        {
            return;
        }

        share.Remove();
        await RemoveLeftoversAsync();
    }

    /// <summary>Deletes folders that are no shares: what is left of interrupted changes.</summary>
    public Task RemoveLeftoversAsync() => ChangeAsync<Share>(() =>
    {
        RemoveLeftovers();
        return (null, null);
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var share in All)
        {
            share.Dispose();
        }

        _changing.Dispose();
    }

    private async Task<(T? Result, ShareProblem? Problem)> ChangeAsync<T>(Func<(T? Result, ShareProblem? Problem)> change)
        where T : class
    {
        await _changing.WaitAsync();
        try
        {
            return await Task.Run(change);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(e.Message);
            return (null, DiskProblems.Of(e));
        }
        finally
        {
            _changing.Release();
        }
    }

    private static bool IsKnown(Share share, User user) =>
        share.Record.GotBy is { } known && (known.Count >= MostReceivers || known.Any(receiver => receiver.Key == user.Sender));

    private static bool IsSame(Share share, ShareDescription described) =>
        share.Facts == described.Facts with { Id = share.Facts.Id } && share.Record.To?.Key == described.To?.Key;

    private Share Create(User owner, ShareDescription described)
    {
        // The number is used up before its folder exists, so that it never stands for another share.
        var number = _lastNumber + 1;
        WholeFile.Replace(LastNumberFile, System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        _lastNumber = number;
        var now = _time.GetUtcNow();
        var record = new ShareRecord(described.Facts with { Id = number }, owner.Sender, now.ToUnixTimeMilliseconds(), [])
        {
            OwnerName = owner.Name,
            To = described.To,
        };
        var folder = FolderOf(number);
        folder.Create(record, described.Hashes);
        return _shares[number] = new Share(record, folder, 0, now);
    }

    private void Load()
    {
        _lastNumber = File.Exists(LastNumberFile) && TryReadNumber(File.ReadAllText(LastNumberFile), out var last) ? last : 0;
        foreach (var number in Numbers())
        {
            _lastNumber = Math.Max(_lastNumber, number);
            var folder = FolderOf(number);
            try
            {
                if (folder.HasRecord)
                {
                    var record = folder.Read(number);
                    var lastProgress = new[] { folder.LastProgress, _time.GetUtcNow() }.Min();
                    _shares[number] = new Share(record, folder, folder.CheckContent(record.Facts.Size), lastProgress);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
            {
                _unreadable.Add(number);
                LogUnreadable(FolderOf(number).Path, e.Message);
            }
        }

        try
        {
            RemoveLeftovers();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailed(e.Message);
        }
    }

    private void RemoveLeftovers()
    {
        foreach (var number in Numbers().Where(number => !_shares.ContainsKey(number) && !_unreadable.Contains(number)))
        {
            FolderOf(number).Delete();
        }
    }

    private string LastNumberFile => Path.Combine(Directory, "last");

    private ShareFolder FolderOf(long number) => new(Path.Combine(Directory, number.ToString(CultureInfo.InvariantCulture)));

    private List<long> Numbers() => !System.IO.Directory.Exists(Directory) ? [] :
    [
        .. new DirectoryInfo(Directory).EnumerateDirectories()
            .Select(folder => TryReadNumber(folder.Name, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order(),
    ];

    private static bool TryReadNumber([NotNullWhen(true)] string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [LoggerMessage(LogLevel.Error, "The files that users share cannot be kept or removed: {Cause}")]
    private partial void LogFailed(string cause);

    [LoggerMessage(LogLevel.Error, "The share in {Folder} cannot be read, and is left as it is; delete the folder if nobody needs it: {Cause}")]
    private partial void LogUnreadable(string folder, string cause);
}
