namespace LanTalk.Protocol.Security;

/// <summary>
/// The words of <see cref="SpokenWords"/>: 256 plain things, sorted, each different from all others in its first four letters and in more than one
/// letter. Never to be changed: that would change how every key and certificate is read out.
/// </summary>
internal static class SpokenWordList
{
    public static IReadOnlyList<string> Words { get; } =
    [
        "acorn", "album", "almond", "amber", "anchor", "ankle", "apple", "apron",
        "arrow", "attic", "autumn", "badge", "bagel", "bamboo", "banjo", "barley",
        "basket", "bench", "bicycle", "blanket", "blossom", "bonnet", "bottle", "bridge",
        "bronze", "bucket", "buffalo", "button", "cabin", "cactus", "camel", "candle",
        "canyon", "captain", "carbon", "carpet", "castle", "cedar", "cello", "cheese",
        "cherry", "chimney", "cinema", "circus", "clock", "cloud", "clover", "coconut",
        "coffee", "comet", "compass", "coral", "cotton", "cradle", "crystal", "cupcake",
        "curtain", "daisy", "dance", "denim", "diamond", "dinner", "doctor", "dolphin",
        "domino", "dragon", "drum", "duck", "earth", "echo", "eclipse", "elbow",
        "emerald", "engine", "eraser", "falcon", "farmer", "feather", "finger", "flame",
        "flute", "forest", "fossil", "fox", "freckle", "fudge", "galaxy", "garden",
        "garlic", "giant", "giraffe", "glacier", "goose", "granite", "grape", "gravel",
        "guitar", "hammer", "hamster", "harvest", "helmet", "honey", "hotel", "iceberg",
        "igloo", "iris", "island", "ivory", "jacket", "jaguar", "jasmine", "jelly",
        "jersey", "jigsaw", "journey", "jungle", "juniper", "kayak", "kettle", "kitchen",
        "koala", "lagoon", "lantern", "laptop", "laundry", "lava", "lemon", "leopard",
        "letter", "lilac", "lion", "lobster", "lotus", "lumber", "magnet", "maple",
        "marble", "meadow", "mermaid", "mirror", "mosaic", "motor", "museum", "mustard",
        "napkin", "nectar", "noodle", "nutmeg", "oasis", "ocean", "octopus", "olive",
        "onion", "orange", "orbit", "orchid", "origami", "otter", "oven", "oyster",
        "palace", "panda", "panther", "peach", "peanut", "pebble", "pelican", "pencil",
        "pepper", "piano", "pickle", "pigeon", "pilot", "pirate", "planet", "potato",
        "pudding", "puffin", "pumpkin", "puzzle", "pyramid", "quartz", "rabbit", "raccoon",
        "radio", "raft", "ribbon", "river", "rocket", "rooster", "ruby", "saddle",
        "sailor", "salmon", "saturn", "scarf", "shovel", "silver", "sofa", "spider",
        "spinach", "spoon", "squid", "statue", "stone", "storm", "sugar", "summer",
        "sunset", "swan", "syrup", "table", "tango", "teapot", "tennis", "thunder",
        "ticket", "tiger", "toast", "tomato", "topaz", "torch", "tractor", "trumpet",
        "tulip", "tunnel", "turtle", "tuxedo", "twig", "unicorn", "uniform", "valley",
        "vanilla", "velvet", "viking", "village", "violin", "volcano", "voyage", "waffle",
        "wagon", "walnut", "walrus", "wheat", "whistle", "willow", "window", "winter",
        "wizard", "wolf", "wombat", "yarn", "zebra", "zigzag", "zinc", "zipper",
    ];
}
