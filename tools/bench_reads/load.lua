-- Sends the requests of a file one after another, from a place in it on; at the end says in JSON what came of it.
-- Arguments: file, method, place of the first (from 0), how many, If-None-Match or "-".
-- For POST the file's first line is what each body begins with, the others are variables; for GET lines are paths.
local requests, at = {}, 0

function init(args)
    local method, first, count, tag = args[2], tonumber(args[3]), tonumber(args[4]), args[5]
    wrk.headers["Accept"] = "application/graphql-response+json, application/json;q=0.9"
    if method == "POST" then wrk.headers["Content-Type"] = "application/json" end
    if tag and tag ~= "-" then wrk.headers["If-None-Match"] = tag end
    local lines = {}
    for line in io.lines(args[1]) do lines[#lines + 1] = line end
    local path = lines[1]
    local prefix = lines[2]
    local total = #lines - 2
    for number = 0, math.min(count, total) - 1 do
        local line = lines[3 + (first + number) % total]
        if method == "POST" then
            requests[#requests + 1] = wrk.format("POST", path, nil, prefix .. line .. "}")
        else
            requests[#requests + 1] = wrk.format("GET", line)
        end
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency, _)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "microseconds": %d, "bytes": %d, "p50_us": %d, "p99_us": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
        errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
